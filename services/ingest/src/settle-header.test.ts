import type { Block } from "@redflag/domain/transfer";
import { listDisagreements } from "@redflag/store/disagreement";
import { blockAt, rangeOf, sampleChain, trunk } from "@redflag/store/ledger.samples";
import { listBlocks } from "@redflag/store/ledger-read";
import { writeRange } from "@redflag/store/ledger-write";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { compareRange } from "./compare-range.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { readRange } from "./read-range.ts";
import { truthfulSource } from "./testing/truthful-source.ts";

/*
 * One endpoint alone had answered, and said of a block a parent or a hash that was false: nobody recomputes a header's hash
 * under the policy `peers`. Blocks around it are true, so that the head shows no reorg.
 */

const db = await openTestDatabase();
const HEAD = 20;
const LIE = `0x${"e1".repeat(32)}` as const;
let chain = { ...sampleChain(1), name: "demo" };
beforeEach(() => {
  chain = { ...sampleChain(chain.id + 1), name: "demo" };
});

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

function depsOf(level: "unproven" | "peers"): IngestDeps {
  const source = truthfulSource(chain, HEAD, level);
  return { db, chain, source, policy: "peers", logger: silent, sampleSecret: "test" };
}

/** Blocks as one endpoint gave them, with these in the place of the true ones. */
async function writeLies(from: number, to: number, ...lies: Block[]): Promise<void> {
  const { blocks } = rangeOf(trunk, from, to);
  const given = blocks.map((block) => lies.find(({ number }) => number === block.number) ?? block);
  const none = { transfers: [], issuerEvents: [], bridgeEvents: [], refusedLogs: [] };
  await writeRange(db, chain, { ...none, blocks: given, level: "unproven", endpoint: "liar" });
}

const false14 = { ...blockAt(trunk, 14), parentHash: LIE };

test.each([
  ["unproven", []],
  ["peers", ["liar ledger_contradicts_peers"]],
] as const)("a stored block that says another parent than its true one is put right (%s)", async (level, caught) => {
  await writeLies(14, HEAD, false14);
  await readRange(depsOf(level), 10, 13);
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(trunk, 10, HEAD).blocks);
  const disagreements = await listDisagreements(db.kysely, chain.id, 9);
  expect(disagreements.map(({ endpoint, kind }) => `${endpoint} ${kind}`)).toEqual(caught);
});

test.each([
  ["the block itself", 13, 13],
  ["the one above it", 14, HEAD],
  ["all", 10, HEAD],
] as const)("a false block between true ones is replaced when %s is compared", async (_, from, to) => {
  await writeLies(10, HEAD, { ...blockAt(trunk, 13), hash: LIE }, false14);
  await compareRange(depsOf("peers"), from, to);
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(rangeOf(trunk, 10, HEAD).blocks);
});
