import { spawnSync } from "node:child_process";

/** @throws what it said, when it fails */
export function run(command: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr ?? error?.message}`);
}
