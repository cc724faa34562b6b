import assert from "node:assert";
import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import { missingSpans, spanOf } from "./block-span.ts";
import { hexOf } from "./bytes.ts";
import { cutText, findCut } from "./cut.ts";
import type { Database, Executor } from "./database.ts";
import { findConflict, type StoredBlock } from "./ledger-fit.ts";
import { insertRange } from "./ledger-insert.ts";
import { lockLedger } from "./ledger-lock.ts";
import { type LedgerRange, type PackedRange, packRange, slicePacked } from "./ledger-range.ts";
import { ensurePartitions } from "./partition.ts";
import { inTransaction } from "./transaction.ts";

export type WriteOutcome =
  | { outcome: "written"; insertedBlocks: number }
  /** Every block is there already, with these hashes. */
  | { outcome: "already" }
  /** The ledger holds another branch at this block (or beside the range); nothing was written. */
  | { outcome: "conflict"; atBlock: number };

/**
 * Adds a checked range to the ledger in one transaction: only blocks it does not hold, and only if all of it continues
 * the branch that is there. Running it again, at once or later, in any process, changes nothing.
 * @throws Problem `database_unreachable`; `history_dropped` where retention has dropped some of these blocks
 */
export async function writeRange(db: Database, chain: Chain, range: LedgerRange): Promise<WriteOutcome> {
  return writePackedRange(db, chain, packRange(chain, range));
}

/** As `writeRange`. */
export async function writePackedRange(db: Database, chain: Chain, range: PackedRange): Promise<WriteOutcome> {
  const first = range.blocks[0];
  const last = range.blocks.at(-1);
  assert(first !== undefined && last !== undefined, "a range has blocks");
  const cut = await findCut(db.kysely, chain.id);
  if (cut !== undefined && first.number <= cut.block) throw new Problem("history_dropped", cutText(chain, cut));
  await ensurePartitions(db, chain, first.number, last.number);

  return inTransaction(
    db,
    async (tx): Promise<WriteOutcome> => {
      await lockLedger(tx, chain.id, "shared");
      const stored = await listStored(tx, chain.id, first.number - 1, last.number + 1);
      const atBlock = findConflict(range.blocks, stored);
      if (atBlock !== undefined) return { outcome: "conflict", atBlock };

      const present = new Set(stored.map((block) => block.number));
      const missing = missingSpans(first.number, last.number, present);
      if (missing.length === 0) return { outcome: "already" };
      let insertedBlocks = 0;
      for (const { from, to } of missing) {
        const isWhole = from === first.number && to === last.number;
        await insertRange(tx, chain, isWhole ? range : slicePacked(range, from, to));
        insertedBlocks += to - from + 1;
      }

      const seam = await findSeamConflict(tx, chain, range, present);
      if (seam !== undefined) throw new SeamConflict(seam);
      return { outcome: "written", insertedBlocks };
    },
    // A writer of the same blocks that came first: the next attempt sees them.
    { attemptsMax: 3 },
  ).catch((error: unknown) => {
    if (error instanceof SeamConflict) return { outcome: "conflict", atBlock: error.atBlock };
    throw error;
  });
}

/** Thrown to roll back. */
class SeamConflict extends Error {
  readonly atBlock: number;
  constructor(atBlock: number) {
    super(`the neighbour at block ${atBlock} is on another branch`);
    this.atBlock = atBlock;
  }
}

/**
 * Neighbouring ranges are written at the same time and cannot see each other until one has committed. So each writer
 * ends by locking its two seams in order and looking again: whoever comes second sees the first. Held only from here to
 * the commit, when all the slow work is done, so neighbours still run side by side.
 */
async function findSeamConflict(
  tx: Executor,
  chain: Chain,
  { blocks }: PackedRange,
  present: ReadonlySet<number>,
): Promise<number | undefined> {
  const first = blocks[0]?.number ?? 0;
  const last = blocks.at(-1)?.number ?? 0;
  const open: Array<{ seam: number; neighbour: number }> = [];
  if (!present.has(first - 1)) open.push({ seam: first, neighbour: first - 1 });
  if (!present.has(last + 1)) open.push({ seam: last + 1, neighbour: last + 1 });
  for (const { seam } of open) await takeAdvisoryLock(tx, `seam:${chain.id}:${seam}`, "exclusive");
  const neighbours = open.map(({ neighbour }) => neighbour);
  return neighbours.length === 0 ? undefined : findConflict(blocks, await listStoredAt(tx, chain.id, neighbours));
}

async function listStored(tx: Executor, chainId: number, from: number, to: number): Promise<StoredBlock[]> {
  const rows = await storedBlocks(tx, chainId).where("number", ">=", from).where("number", "<=", to).execute();
  return rows.map(storedOf);
}

async function listStoredAt(tx: Executor, chainId: number, numbers: readonly number[]): Promise<StoredBlock[]> {
  const { from, to } = spanOf(numbers);
  const rows = await storedBlocks(tx, chainId)
    .where("number", "in", numbers)
    .where("number", ">=", from)
    .where("number", "<=", to)
    .execute();
  return rows.map(storedOf);
}

function storedBlocks(tx: Executor, chainId: number) {
  return tx.selectFrom("block").select(["number", "hash", "parent_hash"]).where("chain_id", "=", chainId);
}

function storedOf(row: { number: number; hash: Buffer; parent_hash: Buffer }): StoredBlock {
  return { number: row.number, hash: hexOf(row.hash), parentHash: hexOf(row.parent_hash) };
}
