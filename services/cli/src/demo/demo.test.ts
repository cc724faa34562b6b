import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findProcess } from "@redflag/runtime/process-identity";
import { afterAll, expect, test } from "vitest";
import { BUILT } from "../../../../tests/built-processes.ts";
import { runCli } from "../testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-demo-"));
// PostgreSQL runs as another user when this is root, and must be able to come here.
chmodSync(directory, 0o755);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const env = { REDFLAG_DATA_DIR: directory };
/** Two servers start and a scenario is played, perhaps on a busy machine: this only ends what hangs. */
const TIMEOUT_MS = 180_000;
const processes = join(directory, "demo/processes");

/** A demo that has shown its first alert event. */
async function startDemo() {
  const child = spawn(process.execPath, [BUILT.redflag, "demo", "--json"], {
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = await once(createInterface(child.stdout), "line");
  expect(JSON.parse(line)).toMatchObject({ type: "alert.created", heuristic: "watchlist-hit" });
  return child;
}

test(
  "after kill -9 the next demo works, finds exactly what was planted, and leaves nothing running",
  async () => {
    const killed = await startDemo();
    killed.kill("SIGKILL");
    await once(killed, "exit");
    const orphan = JSON.parse(readFileSync(join(processes, "anvil.json"), "utf8"));
    expect((await findProcess(orphan.pid))?.startedAt).toBe(orphan.startedAt);

    const { code, stdout } = await runCli(["demo", "--once", "--json"], { env });
    const verdict = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
    expect(verdict).toMatchObject({ found: 15, missed: 0, false: 0 });
    expect(code).toBe(0);
    expect((await findProcess(orphan.pid))?.startedAt).not.toBe(orphan.startedAt);
    expect(readdirSync(processes)).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  "Ctrl-C, even twice at once as a package manager sends it, stops everything; a second demo is refused meanwhile",
  async () => {
    const running = await startDemo();
    expect(existsSync(join(directory, "demo/postgres/data/postmaster.pid"))).toBe(true);
    const second = await runCli(["demo", "--once"], { env });
    expect([second.code, second.stdout]).toEqual([1, ""]);
    expect(second.stderr).toContain("A demo runs already");
    running.kill("SIGINT");
    running.kill("SIGINT");
    const [code, signal] = await once(running, "exit");
    expect([code, signal]).toEqual([0, null]);
    expect(readdirSync(processes)).toEqual([]);
    expect(existsSync(join(directory, "demo/postgres/data/postmaster.pid"))).toBe(false);
  },
  TIMEOUT_MS,
);
