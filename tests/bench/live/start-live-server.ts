import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Hash } from "@redflag/domain/hex";

const SERVER = fileURLToPath(import.meta.resolve("./live-server.ts"));

/** What a server of growing chains serves. */
export interface LiveChains {
  /** Each serves every chain, on the path of its name. */
  ports: number[];
  chains: Array<{
    name: string;
    blocks: Array<{ number: number; hash: Hash }>;
    /** Transactions that pay a listed address, and when their block can be seen: milliseconds after the beginning. */
    listed: Array<{ atMs: number; hash: Hash }>;
  }>;
}

export interface LiveServer extends LiveChains {
  /** @param atMs as `Date.now` counts; the chains begin anew */
  begin(atMs: number): void;
  stop(): Promise<void>;
}

/** It also ends when this process does. */
export async function startLiveServer(seconds: number, ports = 2): Promise<LiveServer> {
  const child = spawn(process.execPath, [SERVER, `${seconds}`, `${ports}`], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const failed = exited.then(([code]) => {
    throw new Error(`the chains' server ended with ${code}`);
  });
  const line = once(createInterface(child.stdout), "line");
  const [text] = (await Promise.race([line, failed])) as [string];
  failed.catch(() => undefined);
  return {
    ...(JSON.parse(text) as LiveChains),
    begin: (atMs) => child.stdin.write(`${atMs}\n`),
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}
