import type { Address } from "@redflag/domain/address";
import type { Inference, InferenceChanges, InferenceLife } from "@redflag/domain/inference";
import { type Selectable, sql } from "kysely";
import { anyBytes } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { InferredServiceTable } from "./schema-derived.ts";
import { dateOf, secondsOf } from "./time.ts";

/** What stood of these addresses once a block was folded, however much came since. */
export async function listInferencesAt(
  db: Executor,
  chainId: number,
  addresses: readonly Address[],
  block: number,
): Promise<Inference[]> {
  if (addresses.length === 0) return [];
  const rows = await db
    .selectFrom("inferred_service")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("address", "=", anyBytes(addresses))
    .where("from_block", "<=", block)
    .where((eb) => eb.or([eb("until_block", "is", null), eb("until_block", ">", block)]))
    .execute();
  return rows.map((row) => lifeOf(row).inference);
}

/** Everything that was ever inferred of these addresses, as it happened. */
export async function listInferencesOf(
  db: Executor,
  chainId: number,
  addresses: readonly Address[],
): Promise<InferenceLife[]> {
  if (addresses.length === 0) return [];
  const rows = await db
    .selectFrom("inferred_service")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("address", "=", anyBytes(addresses))
    .orderBy("address")
    .orderBy("from_block")
    .orderBy("from_log")
    .execute();
  return rows.map(lifeOf);
}

/** What stands, by address; the next page begins after the last one's. */
export async function listStandingInferences(
  db: Executor,
  chainId: number,
  { limit, after }: { limit: number; after?: Address },
): Promise<Inference[]> {
  let query = db
    .selectFrom("inferred_service")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("until_block", "is", null)
    .orderBy("address")
    .limit(limit);
  if (after !== undefined) query = query.where("address", ">", bytesOf(after));
  return (await query.execute()).map((row) => lifeOf(row).inference);
}

/** In the transaction that writes the profiles from which it follows. */
export async function writeInferences(
  tx: Executor,
  chainId: number,
  { begun, ended }: Readonly<InferenceChanges>,
): Promise<void> {
  // One that began and ended is written with its end, or two would stand of one address for a moment.
  const ends = new Map(ended.map(({ inference, until }) => [inference, until]));
  const isNew = new Set(begun);
  for (const { inference, until } of ended) {
    if (isNew.has(inference)) continue;
    await tx
      .updateTable("inferred_service")
      .set({ until_block: until.blockNumber, until_log: until.logIndex })
      .where("chain_id", "=", chainId)
      .where("address", "=", bytesOf(inference.address))
      .where("from_block", "=", inference.from.blockNumber)
      .where("from_log", "=", inference.from.logIndex)
      .execute();
  }
  for (let at = 0; at < begun.length; at += ROWS_PER_INSERT) {
    const page = begun.slice(at, at + ROWS_PER_INSERT).map((inference) => {
      const until = ends.get(inference);
      return {
        chain_id: chainId,
        address: bytesOf(inference.address),
        from_block: inference.from.blockNumber,
        from_log: inference.from.logIndex,
        service: bytesOf(inference.service),
        forward_count: inference.forwardCount,
        share_ppm: inference.sharePpm,
        first_time: dateOf(inference.firstTime),
        last_time: dateOf(inference.lastTime),
        confidence: inference.confidence,
        until_block: until?.blockNumber ?? null,
        until_log: until?.logIndex ?? null,
      };
    });
    await tx.insertInto("inferred_service").values(page).execute();
  }
}

/** Keeps a statement below the protocol's number of parameters. */
const ROWS_PER_INSERT = 1_000;

/** Makes what is inferred what it was once a block was folded. */
export async function resetInferences(tx: Executor, chainId: number, block: number): Promise<void> {
  await tx.deleteFrom("inferred_service").where("chain_id", "=", chainId).where("from_block", ">", block).execute();
  await sql`
    update inferred_service set until_block = null, until_log = null
    where chain_id = ${chainId} and until_block > ${block}`.execute(tx);
}

function lifeOf(row: Selectable<InferredServiceTable>): InferenceLife {
  const inference: Inference = {
    address: hexOf(row.address),
    from: { blockNumber: row.from_block, logIndex: row.from_log },
    service: hexOf(row.service),
    forwardCount: row.forward_count,
    sharePpm: row.share_ppm,
    firstTime: secondsOf(row.first_time),
    lastTime: secondsOf(row.last_time),
    confidence: row.confidence,
  };
  if (row.until_block === null || row.until_log === null) return { inference };
  return { inference, until: { blockNumber: row.until_block, logIndex: row.until_log } };
}
