import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { readCheckRuns } from "./coverage-check-run.ts";
import { readStretches } from "./coverage-stretch.ts";
import { sampleChain } from "./ledger.samples.ts";
import { ensurePartitions } from "./partition.ts";

const db = await openTestDatabase();
const row = fc.record({
  /** Blocks left out before it. */
  gap: fc.nat(3),
  length: fc.integer({ min: 1, max: 9 }),
  endpoint: fc.constantFrom("a", "liar"),
  level: fc.constantFrom("unproven", "bloom", "peers", "proven"),
  proven: fc.nat(9),
});
let chainId = 700;

test("runs say of each block what its stretch says, whatever the span and the page", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 12 }),
      fc.nat(20),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 5 }),
      async (rows, begin, length, pageRows) => {
        const chain = { ...sampleChain(++chainId), partitionBlocks: 1_000 };
        await ensurePartitions(db, chain, 0, 999);
        let next = 0;
        for (const { gap, length: blocks, endpoint, level, proven } of rows) {
          const from = next + gap;
          next = from + blocks;
          await db.pool.query("insert into coverage values ($1, $2, $3, $4, $5, $6, 0, 0)", [
            ...[chain.id, from, next - 1, endpoint, level, Math.min(proven, blocks)],
          ]);
        }
        const span = { from: begin, to: begin + length - 1 };
        const expected = new Map<number, string>();
        for await (const stretch of readStretches(db.kysely, chain.id, span)) {
          for (let block = stretch.from; stretch.kind === "covered" && block <= stretch.to; block++) {
            const isWhole = stretch.provenBlockCount === stretch.to - stretch.from + 1;
            expected.set(block, `${stretch.level} ${isWhole} ${stretch.endpoint === "liar"}`);
          }
        }
        const found = new Map<number, string>();
        for await (const run of readCheckRuns(db.kysely, chain.id, span, ["liar"], pageRows)) {
          for (let block = run.from; block <= run.to; block++) {
            expect(found.has(block)).toBe(false);
            found.set(block, `${run.level} ${run.isWhole} ${run.isCaught}`);
          }
        }
        expect([...found]).toEqual([...expected]);
      },
    ),
    { numRuns: 40 },
  );
});
