import type { Executor } from "./database.ts";

export type RewindCause = "reorg" | "mend";

/** What a lane that has followed `seq - 1` rewinds must still take back. */
export interface PendingRewind {
  /** The last of them. */
  seq: number;
  /** The last block that all of them left as it was. */
  forkBlock: number;
}

/** The rewinds after `afterSeq` as one; undefined when there are none. */
export async function findRewindAfter(
  db: Executor,
  chainId: number,
  afterSeq: number,
): Promise<PendingRewind | undefined> {
  const row = await db
    .selectFrom("rewind")
    .select((eb) => [eb.fn.max("seq").as("seq"), eb.fn.min("fork_block").as("fork_block")])
    .where("chain_id", "=", chainId)
    .where("seq", ">", afterSeq)
    .executeTakeFirstOrThrow();
  return row.seq === null || row.fork_block === null ? undefined : { seq: row.seq, forkBlock: row.fork_block };
}

/** How many blocks were put right after that rewind. */
export async function countMendsAfter(db: Executor, chainId: number, afterSeq: number): Promise<number> {
  const row = await db
    .selectFrom("rewind")
    .select((eb) => eb.fn.count<number>("fork_block").distinct().as("count"))
    .where("chain_id", "=", chainId)
    .where("seq", ">", afterSeq)
    .where("cause", "=", "mend")
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The caller holds the chain's ledger lock exclusively, so the next number is free. @returns it */
export async function insertRewind(
  tx: Executor,
  chainId: number,
  forkBlock: number,
  cause: RewindCause,
): Promise<number> {
  const last = await tx
    .selectFrom("rewind")
    .select((eb) => eb.fn.max("seq").as("seq"))
    .where("chain_id", "=", chainId)
    .executeTakeFirstOrThrow();
  const seq = (last.seq ?? 0) + 1;
  await tx.insertInto("rewind").values({ chain_id: chainId, seq, fork_block: forkBlock, cause }).execute();
  return seq;
}
