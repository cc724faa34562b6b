import { listUnprovenCoverage } from "@redflag/store/coverage-read";
import { blockAt, rangeOf, sampleChain, trunk } from "@redflag/store/ledger.samples";
import { replaceBranch } from "@redflag/store/ledger-replace";
import { writeRange } from "@redflag/store/ledger-write";
import { listTransfers } from "@redflag/store/transfer-read";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { proveRange } from "./prove-range.ts";
import { truthfulSource } from "./testing/truthful-source.ts";

/*
 * Two workers follow one reorg, and the second brings the same blocks with the logs of a liar, between a check and its record:
 * what was checked is not what the ledger holds then, although every hash is.
 */

const db = await openTestDatabase();
const none = { transfers: [], issuerEvents: [], bridgeEvents: [], refusedLogs: [] };
let chain = { ...sampleChain(1), name: "demo" };
beforeEach(async () => {
  chain = { ...sampleChain(chain.id + 1), name: "demo" };
  const { blocks } = rangeOf(trunk, 10, 20);
  await writeRange(db, chain, { ...none, blocks, level: "unproven", endpoint: "a" });
});

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const bringLies = () =>
  replaceBranch(db, chain, {
    forkBlock: blockAt(trunk, 13),
    cause: "reorg",
    ...rangeOf(trunk, 14, 20),
    endpoint: "liar",
  });
const unproven = async () => (await listUnprovenCoverage(db.kysely, chain.id, { from: 10, to: 20 })).length;
const transfers = () => listTransfers(db.kysely, chain.id, 10, 20);

function depsOf(): IngestDeps {
  const source = truthfulSource(chain, 20, "peers");
  return { db, chain, source, policy: "proof", logger: silent, sampleSecret: "test" };
}

test("a proof is not recorded of blocks that were replaced since", async () => {
  const deps = depsOf();
  const { proveBlock } = deps.source;
  let isReplaced = false;
  deps.source.proveBlock = async (block, filter) => {
    if (block.number === 18 && !isReplaced) {
      isReplaced = true;
      await bringLies();
    }
    return proveBlock(block, filter);
  };
  expect(await proveRange(deps, 10, 20)).toBe(0);
  expect((await transfers()).length).toBeGreaterThan(0);
  expect(await unproven()).toBeGreaterThan(0);
  expect(await proveRange(deps, 10, 20)).toBe(11);
  expect([await transfers(), await unproven()]).toEqual([[], 0]);
});
