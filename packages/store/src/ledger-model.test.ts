import type { Block, Transfer } from "@redflag/domain/transfer";
import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { listMissingRanges } from "./coverage-read.ts";
import { listFreezesOf } from "./freeze-read.ts";
import { type Branch, blockAt, FROZEN, rangeOf, sampleChain, transfersAt, trunk } from "./ledger.samples.ts";
import { countLedger } from "./ledger-count.samples.ts";
import { listBlocks } from "./ledger-read.ts";
import { replaceBranch } from "./ledger-replace.ts";
import { writeRange } from "./ledger-write.ts";
import { findRewindAfter } from "./rewind.ts";
import { listTransfers } from "./transfer-read.ts";

const db = await openTestDatabase(8);
const chain = sampleChain(1);
const BLOCK_MAX = 45;
const branches: Branch[] = [trunk, { name: "early", fork: 12 }, { name: "late", fork: 29 }];

/** What the ledger must say: blocks by number, each with its transfers. */
class Model {
  readonly blocks = new Map<number, { block: Block; transfers: Transfer[] }>();
  rewinds = 0;

  /** Undefined when every block fits with what is there. */
  conflict(branch: Branch, from: number, to: number): number | undefined {
    for (let number = from - 1; number <= to + 1; number++) {
      const stored = this.blocks.get(number)?.block;
      if (stored === undefined) continue;
      // Nothing on the sample branches has the same parent by accident: hash and parent hash tell the branch.
      if (
        number === to + 1
          ? stored.parentHash !== blockAt(branch, to).hash
          : stored.hash !== blockAt(branch, number).hash
      )
        return number;
    }
    return undefined;
  }

  add(branch: Branch, from: number, to: number): number {
    let added = 0;
    for (let number = from; number <= to; number++) {
      if (this.blocks.has(number)) continue;
      this.blocks.set(number, { block: blockAt(branch, number), transfers: transfersAt(branch, number) });
      added++;
    }
    return added;
  }

  deleteAbove(fork: number): void {
    for (const number of this.blocks.keys()) if (number > fork) this.blocks.delete(number);
  }

  get sorted() {
    return [...this.blocks.values()].sort((a, b) => a.block.number - b.block.number);
  }
}

interface Step {
  kind: "write" | "concurrent" | "replace";
  branch: Branch;
  from: number;
  length: number;
  cause: "reorg" | "mend";
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("write", "write", "concurrent", "replace"),
  branch: fc.constantFrom(...branches),
  from: fc.integer({ min: 1, max: BLOCK_MAX - 15 }),
  length: fc.integer({ min: 1, max: 15 }),
  cause: fc.constantFrom("reorg", "mend"),
});

test("any sequence of writes, duplicates, overlapping writers and replacements leaves what the model says", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      await sql`truncate block, transfer, issuer_event, bridge_event, refused_log, coverage, rewind, freeze_event`.execute(
        db.kysely,
      );
      const model = new Model();
      for (const one of steps) {
        await run(one, model);
        await expectLedger(model);
      }
    }),
    { numRuns: 25 },
  );
});

async function run(one: Step, model: Model): Promise<void> {
  const { branch, from, length } = one;
  const to = from + length - 1;
  if (one.kind === "write") {
    const atBlock = model.conflict(branch, from, to);
    const insertedBlocks = atBlock === undefined ? model.add(branch, from, to) : 0;
    const expected =
      atBlock !== undefined
        ? { outcome: "conflict", atBlock }
        : insertedBlocks === 0
          ? { outcome: "already" }
          : { outcome: "written", insertedBlocks };
    expect(await writeRange(db, chain, rangeOf(branch, from, to))).toEqual(expected);
  } else if (one.kind === "concurrent") {
    const middle = from + Math.floor(length / 2);
    const spans = [
      [from, to],
      [from, to],
      [from, middle],
      [middle, to],
    ] as const;
    // Only ranges that fit: which of two contradicting writers wins is a matter of time.
    const outcomes = await Promise.all(spans.map(([a, b]) => writeRange(db, chain, rangeOf(branch, a, b))));
    if (model.conflict(branch, from, to) === undefined) {
      const inserted = outcomes.map((result) => (result.outcome === "written" ? result.insertedBlocks : 0));
      expect(outcomes.every((result) => result.outcome !== "conflict")).toBe(true);
      expect(inserted.reduce((a, b) => a + b)).toBe(model.add(branch, from, to));
    } else {
      expect(outcomes.slice(0, 2).map((result) => result.outcome)).toEqual(["conflict", "conflict"]);
      for (const [a, b] of spans.slice(2)) if (model.conflict(branch, a, b) === undefined) model.add(branch, a, b);
    }
  } else {
    await replace(one, model);
  }
}

async function replace({ branch, from, length, cause }: Step, model: Model): Promise<void> {
  const forkBlock = blockAt(branch, from);
  const range = rangeOf(branch, from + 1, from + length - 1);
  const done = replaceBranch(db, chain, { ...range, forkBlock, cause });
  const stored = model.blocks.get(from)?.block;
  if (stored !== undefined && stored.hash !== forkBlock.hash) {
    await expect(done).rejects.toMatchObject({ code: "ledger_moved" });
    return;
  }
  const above = model.sorted.filter(({ block }) => block.number > from).map(({ block }) => block.hash);
  const isThere = length > 1 && above.join() === range.blocks.map((block) => block.hash).join();
  if (cause === "mend" || model.rewinds === 0 || !isThere) {
    model.deleteAbove(from);
    model.add(branch, from + 1, from + length - 1);
    model.rewinds++;
  }
  expect(await done).toEqual({ rewindSeq: model.rewinds });
}

async function expectLedger(model: Model): Promise<void> {
  const held = model.sorted;
  expect(await listBlocks(db.kysely, chain.id, 0, 99)).toEqual(held.map(({ block }) => block));
  const transfers = held.flatMap((entry) => entry.transfers);
  expect(await listTransfers(db.kysely, chain.id, 0, 99)).toEqual(transfers);
  expect(await countLedger(db.kysely, chain.id)).toMatchObject({ blocks: held.length, transfers: transfers.length });
  expect((await findRewindAfter(db.kysely, chain.id, 0))?.seq ?? 0).toBe(model.rewinds);

  const frozen = held.map(({ block }) => block.number).filter((number) => number % 5 === 0);
  const freezes = await listFreezesOf(db.kysely, FROZEN);
  expect(freezes.map(({ blockNumber, time }) => [blockNumber, time])).toEqual(
    frozen.map((number) => [number, blockAt(trunk, number).time]),
  );

  const { rows: coverage } = await sql<{ from_block: number; to_block: number }>`
    select from_block, to_block from coverage order by from_block`.execute(db.kysely);
  const covered = coverage.flatMap((row) => span(row.from_block, row.to_block));
  expect(covered).toEqual(held.map(({ block }) => block.number));
  const missing = await listMissingRanges(db.kysely, chain.id, 0, BLOCK_MAX);
  expect([...covered, ...missing.flatMap((gap) => span(gap.from, gap.to))].sort((a, b) => a - b)).toEqual(
    span(0, BLOCK_MAX),
  );
}

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
