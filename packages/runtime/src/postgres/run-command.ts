import { spawn } from "node:child_process";
import type { Account } from "./account.ts";

export interface CommandResult {
  /** null when a signal ended it. */
  code: number | null;
  /** Standard output and error as they came. */
  output: string;
}

/**
 * Runs a program to its end under the given account. It gets its own session, so that Ctrl-C in the terminal does not
 * reach it; an environment of its own, since ours may hold secrets; and "/" to stand in, which every account can read.
 */
export function runCommand(command: string, args: readonly string[], account: Account): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: "/",
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", LC_ALL: "C", TZ: "UTC" },
      ...(account.isOther && { uid: account.uid, gid: account.gid }),
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => resolve({ code: null, output: error.message }));
    child.on("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString("utf8") }));
  });
}
