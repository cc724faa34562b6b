import { parseBlock } from "@redflag/chain/parse-block";
import { proveReceipts } from "@redflag/chain/receipts-proof";
import { decodeBlockLogs } from "@redflag/domain/decode-block-logs";
import { logFilterFor } from "@redflag/domain/log-filter";
import { expect, test } from "vitest";
import { expectedLogs } from "./oracle-ledger.ts";
import { Random } from "./random.ts";
import { World } from "./world.ts";

async function makeWorld(seed: string): Promise<World> {
  const world = new World(new Random(seed), seed);
  await world.mine(20);
  await world.reorg(5, 0);
  await world.mine(4);
  await world.reorg(8, 2);
  return world;
}

test("every block proves itself, and says what was meant", async () => {
  const world = await makeWorld("1");
  let transfers = 0;
  for (const block of world.canonical) {
    const header = parseBlock(block.raw.block, "world");
    const answer = { header, receipts: block.raw.receipts, filter: logFilterFor("demo"), endpoint: "world" };
    const decoded = decodeBlockLogs("demo", await proveReceipts(answer));
    const meant = expectedLogs(block);
    expect(decoded.transfers).toEqual(meant.transfers);
    expect(decoded.issuerEvents).toEqual(meant.issuerEvents);
    expect(decoded.refusedLogs.map(({ reason, topics, data, ...place }) => place)).toEqual(meant.refusedLogs);
    transfers += meant.transfers.length;
  }
  expect(transfers).toBeGreaterThan(10);
});

test("the same seed gives the same blocks, another seed others", async () => {
  const [one, same, other] = [await makeWorld("1"), await makeWorld("1"), await makeWorld("2")];
  expect(same.head.hash).toBe(one.head.hash);
  expect(other.head.hash).not.toBe(one.head.hash);
});

test("a reorg leaves a branch behind that parts from the chain where it should", async () => {
  const world = await makeWorld("3");
  expect(world.canonical).toHaveLength(26);
  const left = world.abandoned ?? [];
  expect(left).toHaveLength(24);
  expect(left[15]?.hash).toBe(world.canonical[15]?.hash);
  expect(left[16]?.hash).not.toBe(world.canonical[16]?.hash);
});
