import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findProcess } from "./process-identity.ts";
import { rememberProcess, stopRemembered } from "./remembered-process.ts";

let dataDir: string;
let children: ChildProcess[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "redflag-remembered-"));
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(dataDir, { recursive: true, force: true });
});

async function start(command = "sleep", args = ["600"]): Promise<{ child: ChildProcess; pid: number }> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  await once(child, "spawn");
  return { child, pid: child.pid ?? 0 };
}

const pathOf = (name: string) => join(dataDir, "processes", `${name}.json`);

test("the next run stops what was remembered, once", async () => {
  const { child, pid } = await start();
  await rememberProcess(dataDir, "anvil", pid);
  const exit = once(child, "exit");
  expect(await stopRemembered(dataDir, "anvil")).toBe(true);
  expect(await exit).toEqual([null, "SIGTERM"]);
  expect(await stopRemembered(dataDir, "anvil")).toBe(false);
});

test("one that ignores SIGTERM is killed", { timeout: 30_000 }, async () => {
  const { child, pid } = await start("sh", ["-c", "trap '' TERM; echo up; while :; do sleep 1; done"]);
  await once(child.stdout ?? child, "data");
  await rememberProcess(dataDir, "stubborn", pid);
  const exit = once(child, "exit");
  expect(await stopRemembered(dataDir, "stubborn")).toBe(true);
  expect(await exit).toEqual([null, "SIGKILL"]);
});

test("an innocent that has the pid now is left alone, and the note is dropped", async () => {
  const { child, pid } = await start();
  await rememberProcess(dataDir, "anvil", pid);
  const note = JSON.parse(await readFile(pathOf("anvil"), "utf8")) as { startedAt: string };
  await writeFile(pathOf("anvil"), JSON.stringify({ pid, startedAt: `${note.startedAt}0` }));
  expect(await stopRemembered(dataDir, "anvil")).toBe(false);
  expect(await findProcess(pid)).toBeDefined();
  expect(child.signalCode).toBeNull();
  expect(await readdir(join(dataDir, "processes"))).toEqual([]);
});

test.each(["", "{", '{"pid":1,"startedAt":"x"}', '{"pid":-5,"startedAt":"x"}', "[]"])(
  "a note that says %j stops nothing",
  async (text) => {
    await rememberProcess(dataDir, "anvil", (await start()).pid);
    await writeFile(pathOf("anvil"), text);
    expect(await stopRemembered(dataDir, "anvil")).toBe(false);
  },
);

test("a process that has ended is nobody, and is not remembered", async () => {
  const { child, pid } = await start("true", []);
  if (child.exitCode === null) await once(child, "exit");
  expect(await findProcess(pid)).toBeUndefined();
  await rememberProcess(dataDir, "anvil", pid);
  expect(await stopRemembered(dataDir, "anvil")).toBe(false);
});

test("a process is known by its command, and by a start that stays the same", async () => {
  const { pid } = await start();
  const [first, second] = [await findProcess(pid), await findProcess(pid)];
  expect(first?.command).toMatch(/sleep 600$/);
  expect(second).toEqual(first);
});
