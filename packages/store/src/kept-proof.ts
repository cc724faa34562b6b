import { gunzipSync, gzipSync } from "node:zlib";
import type { Hash } from "@redflag/domain/hex";
import type { BlockRef } from "@redflag/domain/transfer";
import { sql } from "kysely";
import { anyBytes, anyNumber } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Database, Executor } from "./database.ts";
import { findBlock } from "./ledger-read.ts";
import { byteaArray } from "./sql-array.ts";
import { inTransaction } from "./transaction.ts";

export type KeptLevel = "proven" | "self_consistent" | "peers" | "bloom" | "unproven";

/** What of a proof the database itself looks at; the rest is whoever verifies it's to read. */
export interface NewKeptProof {
  block: BlockRef;
  level: KeptLevel;
  endpoint: string;
  /** ISO 8601. */
  fetchedAt: string;
}

/** What was kept of a block. `proof` is JSON as it was written, and is to be verified like anything else. */
export interface StoredKeptProof {
  block: BlockRef;
  level: KeptLevel;
  transactionHashes: readonly Hash[];
  /** Of the text that `proof` was read from. */
  bytes: number;
  proof: unknown;
}

/** More than any proof says; what unpacks to more was not written here. */
const PROOF_BYTES_MAX = 64 * 2 ** 20;

/** What is kept of these blocks, ascending; of most there is one or none. */
export async function listKeptProofs(
  db: Executor,
  chainId: number,
  blocks: readonly BlockRef[],
): Promise<StoredKeptProof[]> {
  if (blocks.length === 0) return [];
  const rows = await db
    .selectFrom("kept_proof")
    .select(["block_number", "block_hash", "level", "transactions", "proof"])
    .where("chain_id", "=", chainId)
    .where("block_number", "=", anyNumber(new Set(blocks.map(({ number }) => number))))
    .where("block_hash", "=", anyBytes(new Set(blocks.map(({ hash }) => hash))))
    .orderBy("block_number")
    .orderBy("block_hash")
    .execute();
  return rows.map((row) => {
    const text = gunzipSync(row.proof, { maxOutputLength: PROOF_BYTES_MAX });
    return {
      block: { number: row.block_number, hash: hexOf(row.block_hash) },
      level: row.level as KeptLevel,
      transactionHashes: row.transactions.map(hexOf),
      bytes: text.length,
      proof: JSON.parse(text.toString()) as unknown,
    };
  });
}

/**
 * Keeps what shows these transactions. What is kept already of more transactions stays.
 * @param isEnough nothing better is wanted of them any more
 * @returns `replaced` when the ledger holds another block there: nobody wants a proof of this one any more
 */
export async function keepProof(
  db: Database,
  chainId: number,
  proof: NewKeptProof,
  transactionHashes: ReadonlySet<Hash>,
  isEnough = true,
): Promise<"kept" | "replaced"> {
  const { block, level, endpoint, fetchedAt } = proof;
  const keep = async (tx: Executor): Promise<"kept" | "replaced"> => {
    if (await dropIfReplaced(tx, chainId, block)) return "replaced";
    const zipped = gzipSync(JSON.stringify(proof), { level: 9 });
    await sql`
      insert into kept_proof (chain_id, block_number, block_hash, level, endpoint, fetched_at, transactions, proof)
      values (${chainId}, ${block.number}, ${bytesOf(block.hash)}, ${level}, ${endpoint}, ${fetchedAt},
        ${byteaArray(transactionHashes)}::bytea[], ${zipped})
      on conflict (chain_id, block_number, block_hash) do update set level = excluded.level, endpoint = excluded.endpoint,
        fetched_at = excluded.fetched_at, transactions = excluded.transactions, proof = excluded.proof
      where excluded.transactions @> kept_proof.transactions
    `.execute(tx);
    if (!isEnough) return "kept";
    await sql`
      delete from proof_wanted using kept_proof as kept
      where (kept.chain_id, kept.block_number, kept.block_hash) = (${chainId}::bigint, ${block.number}::bigint, ${bytesOf(block.hash)}::bytea)
        and (proof_wanted.chain_id, proof_wanted.block_number, proof_wanted.block_hash)
          = (kept.chain_id, kept.block_number, kept.block_hash)
        and proof_wanted.tx_hash = any (kept.transactions)
    `.execute(tx);
    return "kept";
  };
  // Lanes want proofs of the same transactions, in an order of their own.
  return inTransaction(db, keep, { attemptsMax: 3 });
}

/** Evidence of a block that a reorg took away is gone with it, and comes back with its own wish. */
export async function dropIfReplaced(tx: Executor, chainId: number, block: BlockRef): Promise<boolean> {
  const held = await findBlock(tx, chainId, block.number);
  // The ledger may have been dropped there: then what the evidence says of its block stands.
  if (held === undefined || held.hash === block.hash) return false;
  await tx
    .deleteFrom("proof_wanted")
    .where("chain_id", "=", chainId)
    .where("block_number", "=", block.number)
    .where("block_hash", "=", bytesOf(block.hash))
    .execute();
  return true;
}
