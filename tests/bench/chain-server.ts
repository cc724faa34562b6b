import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const SERVER = fileURLToPath(import.meta.resolve("./server/main.ts"));

export interface ChainServer {
  url: string;
  stop(): Promise<void>;
}

/**
 * Serves a chain from a process of its own, whose work is nobody's. It also ends when this process does.
 * @param delayMs what each answer waits for before it is begun, as if it came from far
 */
export async function startChainServer(chainDirectory: string, delayMs = 0): Promise<ChainServer> {
  const child = spawn(process.execPath, [SERVER, chainDirectory, `${delayMs}`], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const port = await Promise.race([once(child.stdout, "data"), exited.then(([code]) => failed(code))]);
  return {
    url: `http://127.0.0.1:${String(port).trim()}`,
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}

function failed(code: unknown): never {
  throw new Error(`the chain's server ended with ${code}`);
}
