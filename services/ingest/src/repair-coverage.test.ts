import type { ChainSource } from "@redflag/chain/source";
import type { VerifyPolicy } from "@redflag/domain/chain";
import { demo } from "@redflag/domain/chains/demo";
import { TRANSFER_TOPIC } from "@redflag/domain/decode-transfer";
import type { Hash } from "@redflag/domain/hex";
import { ALICE, BOB, DEMO_USDC, dataOf, sampleLog, word } from "@redflag/domain/log.samples";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { Problem } from "@redflag/domain/problem";
import type { Block, Log } from "@redflag/domain/transfer";
import { createLogger } from "@redflag/runtime/logger";
import { findCoverageOf, listMissingRanges } from "@redflag/store/coverage-read";
import { insertDisagreement, listDisagreements } from "@redflag/store/disagreement";
import { findLane, insertLane } from "@redflag/store/lane";
import type { CoverageLevel } from "@redflag/store/ledger-range";
import { writeRange } from "@redflag/store/ledger-write";
import { listTransfers } from "@redflag/store/transfer-read";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { JOB_BLOCKS } from "./plan-reads.ts";
import { readRange } from "./read-range.ts";
import { type RepairReport, repairCoverage } from "./repair-coverage.ts";

const db = await openTestDatabase();
const logger = createLogger({ service: "test", level: "silent" });
const today = logFilterDigest(logFilterFor("demo"));
const narrower = logFilterDigest({ ...logFilterFor("demo"), addresses: [] });
const none = { transfers: [], issuerEvents: [], bridgeEvents: [], refusedLogs: [] };
const NOTHING = { read: 0, search: 0, prove: 0, ask: 0, check: 0 };

const blockAt = (number: number): Block => ({
  number,
  hash: word(BigInt(number)),
  parentHash: word(BigInt(number - 1)),
  time: 1_700_000_000 + number,
});
/** A payment in each tenth block. */
const logsOf = (number: number): Log[] =>
  number % 10 === 0
    ? [
        sampleLog({
          address: DEMO_USDC,
          topics: [TRANSFER_TOPIC, word(ALICE), word(BOB)],
          data: dataOf(BigInt(number)),
          blockNumber: number,
          blockHash: blockAt(number).hash,
          transactionHash: word(BigInt(number + 1_000)),
        }),
      ]
    : [];
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

let chain = demo;
/** Blocks that no endpoint can prove. */
let unprovable: ReadonlySet<number>;
let proven: number[];
beforeEach(() => {
  chain = { ...chain, id: chain.id + 1 };
  unprovable = new Set();
  proven = [];
});

function depsOf(policy: VerifyPolicy): IngestDeps {
  const proveBlock: ChainSource["proveBlock"] = async ({ number }) => {
    proven.push(number);
    if (unprovable.has(number)) throw new Problem("proof_unavailable", `b.example: block ${number}: no receipts`);
    return { block: blockAt(number), logs: logsOf(number), level: "proven", endpoint: "b.example" };
  };
  const getRange: ChainSource["getRange"] = async (from, to) => ({
    blocks: numbers(from, to).map(blockAt),
    logs: numbers(from, to).flatMap(logsOf),
    level: policy === "bloom" ? "bloom" : "unproven",
    endpoint: "b.example",
  });
  const findPeerRange: ChainSource["findPeerRange"] = async () => undefined;
  const source = { chain, proveBlock, getRange, findPeerRange, distrust() {} } as unknown as ChainSource;
  return { db, chain, source, policy, logger, sampleSecret: "test" };
}

/** What a.example gave: blocks without their payments. */
async function holdWithout(from: number, to: number, filter: Hash, level: CoverageLevel = "bloom") {
  await writeRange(db, chain, {
    ...none,
    blocks: numbers(from, to).map(blockAt),
    level,
    endpoint: "a.example",
    filter,
  });
}
const repair = (policy: VerifyPolicy, from: number, to: number): Promise<RepairReport> =>
  repairCoverage(depsOf(policy), { from, to }, () => {});
async function openLane(startBlock: number, finalPosition: number): Promise<void> {
  await insertLane(db.kysely, chain.id, finalPosition + 1);
  await db.pool.query("update lane set start_block = $2 where chain_id = $1", [chain.id, startBlock]);
}
const held = async () => (await listTransfers(db.kysely, chain.id, 0, 999)).map(({ blockNumber }) => blockNumber);
const blamed = async () => (await listDisagreements(db.kysely, chain.id, 99)).map(({ blockNumber }) => blockNumber);

test("what is missing is read, and what the policy asks for is checked; once more there is nothing to do", async () => {
  await holdWithout(11, 19, today);
  const report = await repair("proof", 1, 260);
  expect(report).toMatchObject({ blocks: { ...NOTHING, read: 251, check: 260 }, failureCount: 0 });
  expect(await listMissingRanges(db.kysely, chain.id, 1, 260)).toEqual([]);
  expect((await repair("proof", 1, 260)).blocks).toEqual(NOTHING);
});

const dropCoverage = () => db.pool.query("delete from coverage where chain_id = $1", [chain.id]);

test("blocks that are stored without coverage are covered by the answer that says the same of them", async () => {
  await repair("bloom", 1, 31);
  await dropCoverage();
  expect((await repair("bloom", 1, 31)).blocks).toEqual({ ...NOTHING, read: 31 });
  expect(await listMissingRanges(db.kysely, chain.id, 1, 31)).toEqual([]);
  expect(await findCoverageOf(db.kysely, chain.id, 15)).toMatchObject({
    ...{ fromBlock: 1, toBlock: 31, endpoint: "b.example", level: "bloom", transferCount: 3, filter: today },
  });
  expect([proven, await held()]).toEqual([[], [10, 20, 30]]);
});

test("what is stored without coverage and looks different is proven first; what cannot be is told, and stays missing", async () => {
  await holdWithout(1, 20, today);
  await dropCoverage();
  unprovable = new Set([20]);
  expect(await repair("bloom", 1, 20)).toMatchObject({
    ...{ blocks: NOTHING, failureCount: 1, failures: [{ step: "read", from: 1, to: 20 }] },
  });
  expect(await listMissingRanges(db.kysely, chain.id, 1, 20)).toEqual([{ from: 1, to: 20 }]);
  unprovable = new Set();
  expect(await repair("bloom", 1, 20)).toMatchObject({ blocks: { ...NOTHING, read: 20 }, failureCount: 0 });
  expect([await held(), await listMissingRanges(db.kysely, chain.id, 1, 20)]).toEqual([[10, 20], []]);
  expect(await blamed()).toEqual([]);
});

test("what is final and was not vouched for stays as it is and missing, if a proof shows something else", async () => {
  await holdWithout(1, 20, today);
  await openLane(1, 14);
  await dropCoverage();
  await expect(readRange(depsOf("bloom"), 1, 20)).rejects.toThrow("block 10 is final");
  expect([await held(), await listMissingRanges(db.kysely, chain.id, 1, 20)]).toEqual([[], [{ from: 1, to: 20 }]]);
  expect((await findLane(db.kysely, chain.id))?.stopped).toBeUndefined();
});

test("what is missing after all steps is a failure, though every step was carried out", async () => {
  const deps = depsOf("bloom");
  const { findPeerRange: _, ...source } = deps.source;
  const getRange: ChainSource["getRange"] = async (from, to, ...rest) => {
    if (from === JOB_BLOCKS + 1) await dropCoverage();
    return deps.source.getRange(from, to, ...rest);
  };
  const report = await repairCoverage(
    { ...deps, source: { ...source, getRange } as ChainSource },
    { from: 1, to: 150 },
    () => {},
  );
  expect(report).toMatchObject({ failureCount: 1, failures: [{ step: "read", from: 1, to: JOB_BLOCKS }] });
});

test("under a policy that proves, every block that an older filter asked for is proven and gains what it lacks", async () => {
  await holdWithout(1, 60, narrower);
  expect((await repair("proof", 1, 60)).blocks).toMatchObject({ search: 60 });
  expect(await held()).toEqual([10, 20, 30, 40, 50, 60]);
  expect(new Set(proven).size).toBe(60);
  expect(await blamed()).toEqual([]);
  expect(await findCoverageOf(db.kysely, chain.id, 33)).toMatchObject({ filter: today });
  expect((await repair("proof", 1, 60)).blocks).toEqual(NOTHING);
});

test("under another policy they are read again; what is final stays as it was asked for", async () => {
  await holdWithout(1, 60, narrower);
  await openLane(1, 14);
  expect((await repair("bloom", 1, 60)).blocks).toMatchObject({ search: 60 });
  expect(await held()).toEqual([20, 30, 40, 50, 60]);
  expect([proven, await blamed()]).toEqual([[], []]);
  expect((await findLane(db.kysely, chain.id))?.stopped).toBeUndefined();
  const filters = await Promise.all([9, 10, 11].map((number) => findCoverageOf(db.kysely, chain.id, number)));
  expect(filters.map((row) => row?.filter)).toEqual([today, narrower, today]);
});

test("what looks the same under the policy's own check is raised to its level, and nothing is proven", async () => {
  await holdWithout(1, 9, today, "unproven");
  expect((await repair("bloom", 1, 9)).blocks).toEqual({ ...NOTHING, check: 9 });
  expect([proven, (await findCoverageOf(db.kysely, chain.id, 5))?.level]).toEqual([[], "bloom"]);
});

test("what was asked alike and looks different now is proven before anything is replaced", async () => {
  await holdWithout(1, 20, today, "unproven");
  expect((await repair("bloom", 1, 20)).blocks).toEqual({ ...NOTHING, check: 20, prove: 18 });
  expect(proven.slice(0, 2)).toEqual([10, 20]);
  expect(await held()).toEqual([10, 20]);
  expect((await blamed()).sort()).toEqual([10, 20]);
});

test("all that rests on the word of an endpoint that was caught is proven, whatever the policy asks", async () => {
  await holdWithout(1, 100, today);
  expect((await repair("bloom", 1, 100)).blocks).toEqual(NOTHING);
  const caught = { endpoint: "a.example", blockNumber: 7, detail: {} };
  await insertDisagreement(db.kysely, chain.id, { ...caught, kind: "peers_differ" });
  expect((await repair("bloom", 1, 100)).blocks).toEqual(NOTHING);
  await insertDisagreement(db.kysely, chain.id, { ...caught, kind: "logs_omitted" });
  expect((await repair("bloom", 1, 100)).blocks).toEqual({ ...NOTHING, prove: 100 });
  expect(await held()).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  expect((await repair("bloom", 1, 100)).blocks).toEqual(NOTHING);
});

test("an endpoint that the check catches is proven in full at once", async () => {
  await holdWithout(1, 200, today);
  expect((await repair("proof", 1, 200)).blocks).toEqual({ ...NOTHING, check: 200, prove: expect.any(Number) });
  expect(await held()).toHaveLength(20);
  expect((await repair("proof", 1, 200)).blocks).toEqual(NOTHING);
});

test("what cannot be mended is said with its reason, the rest is done; a step that only fails is given up", async () => {
  await insertDisagreement(db.kysely, chain.id, {
    endpoint: "a.example",
    blockNumber: 7,
    kind: "logs_omitted",
    detail: {},
  });
  await holdWithout(1, 320, today);
  unprovable = new Set([40]);
  const once = await repair("bloom", 1, 320);
  expect(once.blocks.prove).toBe(320 - 32);
  const reason = expect.stringContaining("block 40: no receipts");
  expect(once).toMatchObject({ failureCount: 1, failures: [{ step: "prove", from: 33, to: 64, reason }] });
  unprovable = new Set(numbers(1, 320));
  proven = [];
  await holdWithout(321, 600, today);
  unprovable = new Set(numbers(1, 600));
  const given = await repair("bloom", 321, 600);
  expect(given).toMatchObject({ blocks: NOTHING, failureCount: 3 });
  expect(Math.max(...proven)).toBe(416);
});

test("what was misreported below what is final stops the lane and everything after it", async () => {
  await holdWithout(1, 20, today);
  await openLane(1, 30);
  const report = await repair("proof", 1, 20);
  expect(report.stopped).toMatchObject({ code: "reorg_below_final" });
  expect((await findLane(db.kysely, chain.id))?.stopped).toBeDefined();
  expect(await held()).toEqual([]);
});
