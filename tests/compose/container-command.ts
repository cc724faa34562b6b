import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { COMPILE_CACHE } from "../compile-cache.ts";
import { ROOT, type Service } from "./compose-file.ts";

/** What stands in for the container around a command. */
export interface Surroundings {
  databaseUrl: string;
  /** Folders of this machine in place of those that Compose mounts. */
  folders: Readonly<Record<string, string>>;
  /** In place of ports that inside a container are always free. */
  ports: Readonly<Record<string, number>>;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts one of a service's own commands as Compose would, on this machine. */
export function startCommand(service: Service, words: readonly string[], around: Surroundings): ChildProcess {
  const [file = "", ...args] = words.map((word) => (word === "node" ? process.execPath : hereOf(word, around)));
  return spawn(file, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? "", ...COMPILE_CACHE, ...variablesOf(service, around) },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** The queue moves into the database: a machine that runs the tests need not have a Redis. */
function variablesOf({ environment = {} }: Service, around: Surroundings): Record<string, string> {
  const { REDFLAG_REDIS_URL: _, ...variables } = environment;
  if (variables.REDFLAG_DATABASE_URL !== undefined) variables.REDFLAG_DATABASE_URL = around.databaseUrl;
  // A port that is all of a variable's value.
  const rows = Object.entries(variables).map(([name, value]) => [name, around.ports[value] ?? hereOf(value, around)]);
  return Object.fromEntries(rows.map(([name, value]) => [name, String(value)]));
}

/** A word of the container, in this machine's paths and ports. */
function hereOf(word: string, { folders, ports }: Surroundings): string {
  let here = word;
  for (const [path, folder] of Object.entries(folders)) here = here.replace(path, folder);
  for (const [port, free] of Object.entries(ports)) here = here.replace(`:${port}/`, `:${free}/`);
  return here;
}

export async function endOf(child: ChildProcess): Promise<Ended> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("the child has no pipes");
  const [[code], out, err] = await Promise.all([once(child, "close"), text(stdout), text(stderr)]);
  return { code: code as number | null, stdout: out, stderr: err };
}
