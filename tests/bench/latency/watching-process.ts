import { spawn } from "node:child_process";
import { once } from "node:events";
import { COMPILE_CACHE } from "../../compile-cache.ts";

/** A program that says "watching" when it does. */
export interface WatchingProgram {
  name: string;
  program: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
}

/** Its process, from the moment when it watches. */
export interface WatchingProcess {
  pid: number;
  stop(): Promise<void>;
}

/** @throws when it ends before it watches, with what it said */
export async function startWatching({ name, program, args, env }: WatchingProgram): Promise<WatchingProcess> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH ?? "", ...COMPILE_CACHE, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  let said = "";
  const { promise: watching, resolve } = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-20_000);
      if (said.includes("watching")) resolve();
    });
  }
  await Promise.race([
    watching,
    exited.then(([code]) => {
      throw new Error(`${name} ended with ${code} before it watched:\n${said}`);
    }),
  ]);
  return {
    pid: child.pid ?? 0,
    async stop() {
      child.stdin.end();
      child.kill("SIGTERM");
      await exited;
    },
  };
}
