import { spawn } from "node:child_process";
import { once } from "node:events";
import { COMPILE_CACHE } from "../../compile-cache.ts";
import type { LatencyArena, LatencyContender } from "./latency-contenders.ts";

/** A contender's process, from the moment when it watches the chain. */
export interface WatchingProcess {
  stop(): Promise<void>;
}

/** @throws when it ends before it watches, with what it said */
export async function startWatching(contender: LatencyContender, arena: LatencyArena): Promise<WatchingProcess> {
  const child = spawn(process.execPath, [contender.program, ...contender.args(arena)], {
    env: { PATH: process.env.PATH ?? "", ...COMPILE_CACHE, ...contender.env(arena) },
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
      throw new Error(`${contender.name} ended with ${code} before it watched:\n${said}`);
    }),
  ]);
  return {
    async stop() {
      child.stdin.end();
      child.kill("SIGTERM");
      await exited;
    },
  };
}
