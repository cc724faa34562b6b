import type { ChainSource } from "@redflag/chain/source";
import { demo } from "@redflag/domain/chains/demo";
import { TRANSFER_TOPIC } from "@redflag/domain/decode-transfer";
import type { Hash } from "@redflag/domain/hex";
import { ALICE, BOB, DEMO_USDC, dataOf, sampleLog, word } from "@redflag/domain/log.samples";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import type { Block, Log } from "@redflag/domain/transfer";
import { createLogger } from "@redflag/runtime/logger";
import { findCoverageOf, listUnprovenCoverage } from "@redflag/store/coverage-read";
import { listDisagreements } from "@redflag/store/disagreement";
import { findLane, insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { findRewindAfter } from "@redflag/store/rewind";
import { listTransfers } from "@redflag/store/transfer-read";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { decodeRange } from "./decode-range.ts";
import { mendMisreadBlock } from "./mend-misread-block.ts";
import { proveRange } from "./prove-range.ts";

const db = await openTestDatabase();
const logger = createLogger({ service: "test", level: "silent" });
const today = logFilterDigest(logFilterFor("demo"));
const narrower = logFilterDigest({ ...logFilterFor("demo"), addresses: [] });
const blockAt = (number: number): Block => ({
  number,
  hash: word(BigInt(number)),
  parentHash: word(BigInt(number - 1)),
  time: 1_700_000_000 + number,
});
/** A payment in each block, of a token that the narrower filter did not ask for. */
const logsOf = (number: number): Log[] => [
  sampleLog({
    address: DEMO_USDC,
    topics: [TRANSFER_TOPIC, word(ALICE), word(BOB)],
    data: dataOf(BigInt(number)),
    blockNumber: number,
    blockHash: blockAt(number).hash,
    transactionHash: word(BigInt(number + 1_000)),
  }),
];
const none = { transfers: [], issuerEvents: [], bridgeEvents: [], refusedLogs: [] };

let chain = demo;
beforeEach(() => {
  chain = { ...chain, id: chain.id + 1 };
});

function deps() {
  const proveBlock: ChainSource["proveBlock"] = async ({ number }) => {
    return { block: blockAt(number), logs: logsOf(number), level: "proven", endpoint: "b.example" };
  };
  const source = { chain, proveBlock } as unknown as ChainSource;
  return { db, chain, source, policy: "proof" as const, logger, sampleSecret: "test" };
}

/** What an endpoint gave that was asked with a filter: blocks without the payment. */
async function readWith(filter: Hash | undefined, from: number, to: number, change: Partial<Block> = {}) {
  const blocks = Array.from({ length: to - from + 1 }, (_, i) => ({ ...blockAt(from + i), ...change }));
  const asked = filter === undefined ? {} : { filter };
  await writeRange(db, chain, { ...none, blocks, level: "bloom", endpoint: "a.example", ...asked });
}

const listHeld = async () => (await listTransfers(db.kysely, chain.id, 0, 99)).map(({ blockNumber }) => blockNumber);
const listBlamed = async () =>
  (await listDisagreements(db.kysely, chain.id, 9)).map(({ endpoint, blockNumber }) => `${endpoint} ${blockNumber}`);

test.each([
  ["with a narrower filter", narrower],
  ["before it was recorded what was asked", undefined],
])("what was read %s gains what today's asks for, nobody is blamed, and it is proven", async (_, filter) => {
  await readWith(filter, 7, 9);
  expect(await proveRange(deps(), 7, 9)).toBe(3);
  expect(await listHeld()).toEqual([7, 8, 9]);
  expect(await listBlamed()).toEqual([]);
  expect(await listUnprovenCoverage(db.kysely, chain.id, { from: 7, to: 9 })).toEqual([]);
  for (const number of [7, 8, 9]) {
    expect(await findCoverageOf(db.kysely, chain.id, number)).toMatchObject({
      ...{ filter: today, level: "proven", provenBlockCount: 1, transferCount: 1 },
    });
  }
  expect(await findRewindAfter(db.kysely, chain.id, 0)).toMatchObject({ forkBlock: 6 });
});

test("a stretch that holds nothing of what was added is today's once every block of it was proven", async () => {
  await readWith(narrower, 7, 9);
  const { source, ...others } = deps();
  const proveBlock: ChainSource["proveBlock"] = async (...asked) => ({
    ...(await source.proveBlock(...asked)),
    logs: [],
  });
  expect(await proveRange({ ...others, source: { ...source, proveBlock } }, 7, 9)).toBe(3);
  expect(await findCoverageOf(db.kysely, chain.id, 8)).toMatchObject({
    toBlock: 9,
    filter: today,
    provenBlockCount: 3,
  });
  expect(await findRewindAfter(db.kysely, chain.id, 0)).toBeUndefined();
});

test("the same payment missing under today's filter was left out, and is held against who left it out", async () => {
  await readWith(today, 7, 8);
  expect(await proveRange(deps(), 7, 8)).toBe(2);
  expect(await listHeld()).toEqual([7, 8]);
  expect(await listBlamed()).toEqual(["a.example 8", "a.example 7"]);
});

test("a false time has nothing to do with the filter, and is held against who gave it", async () => {
  await readWith(narrower, 7, 7, { time: 1 });
  expect(await proveRange(deps(), 7, 7)).toBe(1);
  expect(await listBlamed()).toEqual(["a.example 7"]);
});

test("of a long stretch the blocks that were looked at are searched, the others stay outdated, all may become final", async () => {
  await readWith(narrower, 1, 80);
  const proven = await proveRange(deps(), 1, 80);
  const searched = await listHeld();
  expect(searched).toHaveLength(proven);
  expect(searched.length).toBeLessThan(80);
  expect(await listBlamed()).toEqual([]);
  expect(await listUnprovenCoverage(db.kysely, chain.id, { from: 1, to: 80 })).toEqual([]);
  for (const number of [1, ...searched, 80]) {
    const expected = searched.includes(number) ? { filter: today, provenBlockCount: 1 } : { filter: narrower };
    expect(await findCoverageOf(db.kysely, chain.id, number)).toMatchObject(expected);
  }
});

test("what is final and was asked for less stays, the lane goes on, and what lies above it is proven", async () => {
  await readWith(narrower, 1, 20);
  await insertLane(db.kysely, chain.id, 13);
  await db.pool.query("update lane set start_block = 1 where chain_id = $1", [chain.id]);
  expect(await proveRange(deps(), 1, 20)).toBe(8);
  expect(await listHeld()).toEqual([13, 14, 15, 16, 17, 18, 19, 20]);
  expect((await findLane(db.kysely, chain.id))?.stopped).toBeUndefined();
  expect(await findCoverageOf(db.kysely, chain.id, 12)).toMatchObject({ level: "bloom", filter: narrower });
  expect(await listUnprovenCoverage(db.kysely, chain.id, { from: 13, to: 20 })).toEqual([]);

  await readWith(narrower, 21, 25);
  await db.pool.query("update lane set head_position = 25, final_position = 25 where chain_id = $1", [chain.id]);
  expect(await proveRange(deps(), 21, 25)).toBe(0);
});

test("a block that another process has mended meanwhile is held against nobody", async () => {
  await readWith(narrower, 7, 7);
  const logs = decodeRange(chain, logsOf(7));
  const shown = { block: blockAt(7), logs, filter: today, kind: "ledger_contradicts_proof" } as const;
  expect(await mendMisreadBlock(deps(), shown)).toBe("mended");
  expect(await mendMisreadBlock(deps(), shown)).toBe("mended");
  expect(await listBlamed()).toEqual([]);
  expect(await findRewindAfter(db.kysely, chain.id, 1)).toBeUndefined();
});
