import { type Branch, blockAt, rangeOf, sampleChain, trunk } from "@redflag/store/ledger.samples";
import { writeRange } from "@redflag/store/ledger-write";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { findFork } from "./find-fork.ts";
import type { IngestDeps } from "./ingest-deps.ts";

const db = await openTestDatabase();

function depsOf(chain: IngestDeps["chain"], branch: Branch) {
  const asked: number[] = [];
  const source = {
    getBlock: async (number: number) => {
      asked.push(number);
      return blockAt(branch, number);
    },
  };
  return { asked, deps: { db, chain, source } as unknown as IngestDeps };
}

test("finds the same fork as a walk down block by block, whatever the ledger lacks", async () => {
  const chain = sampleChain(1);
  const spans = [
    [20, 39],
    [43, 43],
    [60, 95],
  ] as const;
  for (const [from, to] of spans) await writeRange(db, chain, rangeOf(trunk, from, to));
  const held = spans.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
  const heights = fc.integer({ min: 5, max: 100 });
  await fc.assert(
    fc.asyncProperty(heights, heights, async (forkBlock, start) => {
      const branch = { name: "other", fork: forkBlock };
      const disputed = held.filter((number) => number > forkBlock && number <= start);
      // Nothing above the highest that is held at or below the start is looked at.
      const [lowest] = disputed;
      const expected = lowest === undefined ? undefined : blockAt(branch, lowest).parentHash;
      const found = await findFork(depsOf(chain, branch).deps, start);
      expect(found).toEqual(expected && { number: (lowest ?? 0) - 1, hash: expected });
    }),
    { numRuns: 300 },
  );
});

test("a fork 10,000 blocks deep takes 30 questions, one a block deep takes two", async () => {
  const chain = { ...sampleChain(2), partitionBlocks: 20_000 };
  const bare = { transfers: [], issuerEvents: [], bridgeEvents: [], refusedLogs: [] };
  await writeRange(db, chain, rangeOf(trunk, 1, 12_000, bare));
  const deep = depsOf(chain, { name: "deep", fork: 2_000 });
  expect(await findFork(deep.deps, 12_000)).toMatchObject({ number: 2_000 });
  expect(deep.asked.length).toBeLessThanOrEqual(30);
  const shallow = depsOf(chain, { name: "shallow", fork: 11_999 });
  expect(await findFork(shallow.deps, 12_000)).toMatchObject({ number: 11_999 });
  expect(shallow.asked).toEqual([12_000, 11_999]);
});

test("answers that are not of one chain are refused", async () => {
  const chain = sampleChain(3);
  await writeRange(db, chain, rangeOf(trunk, 1, 9));
  const late = { name: "late", fork: 7 };
  const { deps } = depsOf(chain, late);
  const other = blockAt({ name: "early", fork: 3 }, 8);
  deps.source.getBlock = async (number) => (number === 8 ? other : blockAt(late, number));
  await expect(findFork(deps, 9)).rejects.toMatchObject({ code: "answer_inconsistent" });
});
