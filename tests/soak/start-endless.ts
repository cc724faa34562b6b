import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { COMPILE_CACHE } from "../compile-cache.ts";
import type { ChainNews, EndlessOptions } from "./endless-chain.ts";

const SERVER = fileURLToPath(import.meta.resolve("./serve-endless.ts"));

export interface EndlessServer {
  /** Each serves all of the chains, on the path of its name. */
  ports: number[];
  /** Until then each chain has one block. */
  begin(): Promise<void>;
  /** All chains at the same pace, fast, with payments of which nearly each is the first of its pair; until they begin. */
  fill(): Promise<void>;
  takeNews(): Promise<ChainNews>;
  /** No block comes after this. */
  halt(): Promise<void>;
  stop(): Promise<void>;
}

/** It also ends when this process does. */
export async function startEndlessServer(
  transfersPerS: number,
  { reorgEveryMs, listedOneIn }: EndlessOptions,
  chains: readonly string[],
): Promise<EndlessServer> {
  const load = [transfersPerS, reorgEveryMs, listedOneIn].map(String);
  const child = spawn(process.execPath, [SERVER, ...load, ...chains], {
    env: { PATH: process.env.PATH ?? "", ...COMPILE_CACHE },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const failed = exited.then(([code]) => {
    throw new Error(`the chains' server ended with ${code}`);
  });
  failed.catch(() => undefined);
  const lines = createInterface(child.stdout);
  const readLine = async () => {
    const [text] = (await Promise.race([once(lines, "line"), failed])) as [string];
    return text;
  };
  const ask = async (what: "fill" | "begin" | "news" | "halt") => {
    const line = readLine();
    child.stdin.write(`${what}\n`);
    return JSON.parse(await line) as unknown;
  };
  return {
    ...(JSON.parse(await readLine()) as Pick<EndlessServer, "ports">),
    takeNews: () => ask("news") as Promise<ChainNews>,
    async fill() {
      await ask("fill");
    },
    async begin() {
      await ask("begin");
    },
    async halt() {
      await ask("halt");
    },
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}
