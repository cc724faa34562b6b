import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { COMPILE_CACHE } from "../compile-cache.ts";
import { ROOT, type Service } from "./compose-file.ts";

/** What stands in for the container around a command. */
export interface Surroundings {
  databaseUrl: string;
  /** In place of the file that Compose mounts. */
  secretsFile: string;
  /** In place of the port that inside a container is always free. */
  metricsPort: number;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts one of a service's own commands as Compose would, on this machine. */
export function startCommand(service: Service, words: readonly string[], around: Surroundings): ChildProcess {
  const port = service.environment?.REDFLAG_METRICS_PORT;
  const [file = "", ...args] = words.map((word) => {
    if (word === "node") return process.execPath;
    const path = word.replace("/run/secrets/redflag.env", around.secretsFile);
    return port === undefined ? path : path.replace(`:${port}/`, `:${around.metricsPort}/`);
  });
  return spawn(file, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? "", ...COMPILE_CACHE, ...variablesOf(service, around) },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** The queue moves into the database: a machine that runs the tests need not have a Redis. */
function variablesOf({ environment = {} }: Service, { databaseUrl, metricsPort }: Surroundings) {
  const { REDFLAG_REDIS_URL: _, ...variables } = environment;
  const isServed = variables.REDFLAG_METRICS_PORT !== undefined;
  return {
    ...variables,
    REDFLAG_DATABASE_URL: databaseUrl,
    ...(isServed && { REDFLAG_METRICS_PORT: String(metricsPort) }),
  };
}

export async function endOf(child: ChildProcess): Promise<Ended> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("the child has no pipes");
  const [[code], out, err] = await Promise.all([once(child, "close"), text(stdout), text(stderr)]);
  return { code: code as number | null, stdout: out, stderr: err };
}
