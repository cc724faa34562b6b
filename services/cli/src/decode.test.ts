import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "./testing/run-cli.ts";

interface Vector {
  chain: string;
  shape: string;
  sender?: string;
  amount?: string;
  log: { logIndex: string };
}
const VECTORS = join(import.meta.dirname, "../../../tests/vectors/real-logs.jsonl");
const vectors: Vector[] = readFileSync(VECTORS, "utf8")
  .trim()
  .split("\n")
  .map((line): Vector => JSON.parse(line))
  .filter(({ chain }) => chain === "ethereum");

test("real logs are decoded in their order, without a database", async () => {
  const input = JSON.stringify({ jsonrpc: "2.0", id: 1, result: vectors.map(({ log }) => log) });
  const { code, stdout, stderr } = await runCli(["decode", "--json"], { input });
  expect([code, stderr]).toEqual([0, ""]);
  const decoded = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(decoded.map(({ logIndex }) => logIndex)).toEqual(vectors.map(({ log }) => Number(log.logIndex)));
  const transfers = decoded
    .map((line, i) => ({ line, vector: vectors[i] }))
    .filter(({ line }) => line.kind === "transfer");
  expect(transfers.length).toBeGreaterThan(10);
  for (const { line, vector } of transfers) {
    expect(line.amount).toBe(vector?.amount);
    expect(line.sender.toLowerCase()).toBe(`eip155:1:${vector?.sender}`);
  }
});

test("the same in words, a line for each log", async () => {
  const input = vectors.map(({ log }) => JSON.stringify(log)).join("\n");
  const { code, stdout } = await runCli(["decode", "--chain", "ethereum"], { input });
  expect(code).toBe(0);
  expect(stdout.trim().split("\n")).toHaveLength(vectors.length);
  expect(stdout).toContain(" USDT to 0x");
});

test("bad input is refused as a whole, naming the line", async () => {
  const good = JSON.stringify(vectors[0]?.log);
  const { code, stdout, stderr } = await runCli(["decode"], { input: `${good}\n{"address":1}\n` });
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("line 2: log.address");
  expect((await runCli(["decode", "--chain", "nope"], { input: good })).code).toBe(2);
});
