import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { findAnvilBinary } from "../devnet/anvil-binary.ts";

/** Starts a local node on a port the system chooses, mining only when told, and waits until it listens. */
export async function startAnvil(): Promise<{ url: string; stop(): Promise<void> }> {
  const options = ["--port", "0", "--host", "127.0.0.1", "--no-mining", "--order", "fifo", "--hardfork", "prague"];
  const child = spawn(findAnvilBinary(), options, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const port = await Promise.race([readPort(child), exited.then(() => undefined)]);
  if (port === undefined) throw new Error(`anvil ended with code ${child.exitCode} before it listened`);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill();
      await exited;
    },
  };
}

/** Also keeps reading: a node whose output nobody takes stands still. */
async function readPort(child: ChildProcess): Promise<number> {
  let said = "";
  return new Promise((resolve) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      if (said.length < 100_000) said += chunk.toString();
      const match = /Listening on 127\.0\.0\.1:(\d+)/.exec(said);
      if (match !== null) resolve(Number(match[1]));
    });
  });
}
