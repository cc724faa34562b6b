import type { Chain } from "@redflag/domain/chain";
import type { Hash } from "@redflag/domain/hex";
import { bytesOf } from "./bytes.ts";
import { findRowBelow } from "./coverage-row.ts";
import type { Executor } from "./database.ts";

/**
 * Makes a coverage row begin at `block`: the row that spans it becomes two. Counts are taken from the ledger's logs;
 * which blocks of a sample were proven is not recorded, so each part keeps what must be true of it at least.
 */
export async function cutCoverage(tx: Executor, chain: Chain, block: number): Promise<void> {
  const whole = await findRowBelow(tx, chain.id, block - 1, { forUpdate: true });
  if (whole === undefined || whole.to_block < block) return;
  const provenAtLeast = (lengthElsewhere: number) => Math.max(0, whole.proven_block_count - lengthElsewhere);
  const upperLength = whole.to_block - block + 1;
  const lowerLength = block - whole.from_block;
  const upper = await countLogs(tx, chain, block, whole.to_block);
  await tx
    .updateTable("coverage")
    .set({
      to_block: block - 1,
      proven_block_count: provenAtLeast(upperLength),
      transfer_count: whole.transfer_count - upper.transfer_count,
      refused_count: whole.refused_count - upper.refused_count,
    })
    .where("chain_id", "=", chain.id)
    .where("from_block", "=", whole.from_block)
    .execute();
  await tx
    .insertInto("coverage")
    .values({ ...whole, ...upper, from_block: block, proven_block_count: provenAtLeast(lowerLength) })
    .execute();
}

/**
 * Records that `block` is asked with this filter: where its row was asked with another, the block gets a row of its own.
 * To be done before its logs are replaced, which the cut counts.
 */
export async function setCoverageFilter(tx: Executor, chain: Chain, block: number, filter: Hash): Promise<void> {
  const digest = bytesOf(filter);
  const row = await findRowBelow(tx, chain.id, block, { forUpdate: true });
  if (row === undefined || row.to_block < block || row.filter?.equals(digest) === true) return;
  await cutCoverage(tx, chain, block);
  await cutCoverage(tx, chain, block + 1);
  await tx
    .updateTable("coverage")
    .set({ filter: digest })
    .where("chain_id", "=", chain.id)
    .where("from_block", "=", block)
    .execute();
}

/** Makes the row that covers `block` count the logs that are there now. */
export async function recountCoverage(tx: Executor, chain: Chain, block: number): Promise<void> {
  const row = await findRowBelow(tx, chain.id, block, { forUpdate: true });
  if (row === undefined || row.to_block < block) return;
  await tx
    .updateTable("coverage")
    .set(await countLogs(tx, chain, row.from_block, row.to_block))
    .where("chain_id", "=", chain.id)
    .where("from_block", "=", row.from_block)
    .execute();
}

async function countLogs(tx: Executor, chain: Chain, from: number, to: number) {
  const count = async (table: "transfer" | "refused_log") => {
    const row = await tx
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("chain_id", "=", chain.id)
      .where("block_number", ">=", from)
      .where("block_number", "<=", to)
      .executeTakeFirstOrThrow();
    return row.count;
  };
  return { transfer_count: await count("transfer"), refused_count: await count("refused_log") };
}
