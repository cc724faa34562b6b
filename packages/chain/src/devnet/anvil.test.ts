import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Anvil, startAnvil } from "./anvil.ts";
import { openDevnet } from "./devnet.ts";
import { openNode } from "./node-calls.ts";

let dir: string;
const running: Anvil[] = [];

async function start(options: Omit<Parameters<typeof startAnvil>[0], "logFile"> = {}): Promise<Anvil> {
  const anvil = await startAnvil({ ...options, logFile: join(dir, "anvil.log") });
  running.push(anvil);
  return anvil;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "redflag-anvil-"));
});
afterEach(async () => {
  for (const anvil of running.splice(0)) await anvil.stop();
});
afterAll(() => rm(dir, { recursive: true }));

test("starts the demo's chain in a process group of its own and stops it", async () => {
  const anvil = await start();
  const node = openNode(anvil.url);
  expect(await node.call("eth_chainId")).toBe("0x7a69");
  expect(await node.call("eth_accounts")).toHaveLength(1_000);
  await node.close();
  // A group with the node's own pid as its id: a terminal's Ctrl-C goes to our group, not to this one.
  expect(process.kill(-anvil.pid, 0)).toBe(true);

  await anvil.stop();
  await anvil.stop();
  expect(() => process.kill(anvil.pid, 0)).toThrow("ESRCH");
});

test("a node that cannot start is a Problem with the log's last lines", async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(0, "127.0.0.1", resolve));
  const { port } = squatter.address() as { port: number };
  await expect(start({ port })).rejects.toMatchObject({
    code: "node_failed",
    detail: expect.stringMatching(/anvil ended with .*anvil\.log: .*in use/s),
  });
  await new Promise((resolve) => squatter.close(resolve));
});

test("the state directory carries the chain over a stop", async () => {
  const stateDir = join(dir, "state");
  const first = await start({ stateDir });
  const before = openDevnet({ url: first.url, cacheDir: dir });
  await before.deploy();
  await before.issue("usdt", 77n);
  const head = await before.mine(3);
  await before.close();
  await first.stop();

  const second = await start({ stateDir });
  const after = openDevnet({ url: second.url, cacheDir: dir });
  expect(await after.getHead()).toEqual(head);
  await after.deploy();
  expect(await after.getHead()).toEqual(head);
  expect(await after.getBalance("usdt", 0)).toBe(77n);
  expect((await after.mine()).parentHash).toBe(head.hash);
  await after.close();
});

test("mines by itself when asked to, and does not fill its log", async () => {
  const anvil = await start({ blockTimeMs: 100 });
  const devnet = openDevnet({ url: anvil.url, cacheDir: dir });
  while ((await devnet.getHead()).number < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  await devnet.close();
  expect(await readFile(join(dir, "anvil.log"), "utf8")).not.toContain("eth_getBlockByNumber");
});
