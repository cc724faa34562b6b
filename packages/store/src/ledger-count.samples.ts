import type { Executor } from "./database.ts";

interface LedgerCount {
  blocks: number;
  transfers: number;
  refusedLogs: number;
  issuerEvents: number;
  bridgeEvents: number;
}

/** For tests: what coverage says the ledger holds of a chain. */
export async function countLedger(db: Executor, chainId: number): Promise<LedgerCount> {
  const covered = await db
    .selectFrom("coverage")
    .select(({ fn, eb }) => [
      fn.sum<string | null>(eb(eb("to_block", "-", eb.ref("from_block")), "+", eb.lit(1))).as("blocks"),
      fn.sum<number | null>("transfer_count").as("transfers"),
      fn.sum<number | null>("refused_count").as("refusedLogs"),
    ])
    .where("chain_id", "=", chainId)
    .executeTakeFirstOrThrow();
  const countRows = async (table: "issuer_event" | "bridge_event") => {
    const events = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("chain_id", "=", chainId)
      .executeTakeFirstOrThrow();
    return events.count;
  };
  return {
    blocks: Number(covered.blocks ?? 0),
    transfers: covered.transfers ?? 0,
    refusedLogs: covered.refusedLogs ?? 0,
    issuerEvents: await countRows("issuer_event"),
    bridgeEvents: await countRows("bridge_event"),
  };
}
