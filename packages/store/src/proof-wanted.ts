import type { Hash } from "@redflag/domain/hex";
import type { BlockRef } from "@redflag/domain/transfer";
import { sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

/** A block of final evidence, and its transactions that nothing is kept of. */
export interface WantedProof {
  block: BlockRef;
  transactionHashes: readonly Hash[];
  /** How often they were tried in vain. */
  tries: number;
}

/** The first wait is this long, the next four times as long, and none longer than a day. */
const AGAIN_AFTER_S = 60;
const AGAIN_AFTER_S_MAX = 86_400;
const PROBLEM_CHARS_MAX = 500;

/**
 * Blocks to be kept next: those never tried, findings' own before what they count and the newest first; then those whose wait
 * is over.
 */
export async function listProofsWanted(db: Executor, chainId: number, blocksMax: number): Promise<WantedProof[]> {
  const { rows } = await sql<{ block_number: number; block_hash: Buffer; transactions: Buffer[]; tries: number }>`
    with fresh as (
      select block_number, block_hash, is_counted::integer as turn from proof_wanted
      where chain_id = ${chainId} and tries = 0
      order by is_counted, block_number desc limit ${blocksMax}
    ), again as (
      select block_number, block_hash, 2 as turn from proof_wanted
      where chain_id = ${chainId} and tries > 0 and try_after <= now() order by try_after limit ${blocksMax}
    ), chosen as (
      select block_number, block_hash, min(turn) as turn
      from (select * from fresh union all select * from again) as all_turns
      group by block_number, block_hash order by 3, block_number desc limit ${blocksMax}
    )
    select wanted.block_number, wanted.block_hash, array_agg(tx_hash order by tx_hash) as transactions, min(tries) as tries
    from chosen join proof_wanted as wanted on wanted.chain_id = ${chainId}
      and wanted.block_number = chosen.block_number and wanted.block_hash = chosen.block_hash
    group by wanted.block_number, wanted.block_hash, turn order by turn, wanted.block_number desc
  `.execute(db);
  return rows.map((row) => ({
    block: { number: row.block_number, hash: hexOf(row.block_hash) },
    transactionHashes: row.transactions.map(hexOf),
    tries: row.tries,
  }));
}

/** That nothing could be kept of these now, and why; they are tried again later, and ever more seldom. */
export async function noteProofMissing(
  db: Executor,
  chainId: number,
  { block, transactionHashes }: WantedProof,
  problem: string,
): Promise<void> {
  for (const hash of transactionHashes) {
    await db
      .updateTable("proof_wanted")
      .set((eb) => ({
        tries: eb("tries", "+", 1),
        try_after: sql<Date>`now() + make_interval(secs => least(${AGAIN_AFTER_S_MAX}, ${AGAIN_AFTER_S} * 4.0 ^ least(tries, 10)))`,
        problem: problem.slice(0, PROBLEM_CHARS_MAX),
      }))
      .where("chain_id", "=", chainId)
      .where("block_number", "=", block.number)
      .where("block_hash", "=", bytesOf(block.hash))
      .where("tx_hash", "=", bytesOf(hash))
      .execute();
  }
}

/** Blocks of final evidence: of how many something is kept, of how many it is not yet. */
export interface ProofTally {
  kept: number;
  /** Of some transaction of theirs nothing is kept. */
  waiting: number;
  /** Of the waiting, those that were tried in vain. */
  missing: number;
}

export async function findProofTally(db: Executor, chainId: number): Promise<ProofTally> {
  const { rows } = await sql<ProofTally>`
    select (select count(*)::int from kept_proof where chain_id = ${chainId}) as kept, count(*)::int as waiting,
      count(*) filter (where tries > 0)::int as missing
    from (select max(tries) as tries from proof_wanted where chain_id = ${chainId} group by block_number, block_hash) as blocks
  `.execute(db);
  return rows[0] as ProofTally;
}
