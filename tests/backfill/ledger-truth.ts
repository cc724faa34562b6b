import { demo } from "@redflag/domain/chains/demo";
import { ingestRange } from "@redflag/ingest/ingest-range";
import { openChain } from "@redflag/ingest/open-chain";
import { createLogger } from "@redflag/runtime/logger";
import type { Database } from "@redflag/store/database";
import type { OldWorld } from "./old-world.ts";

/** The same stretch, read once from the node by nobody who was disturbed, into an empty database. */
export async function readTruth(db: Database, { nodeUrl, from, to }: OldWorld): Promise<LedgerRows> {
  const logger = createLogger({ service: "truth", level: "error" });
  const deps = openChain(demo, { endpoints: [nodeUrl] }, { db, logger });
  await ingestRange(deps, { from, to }, () => {});
  await deps.source.close();
  return readRows(db, from, to);
}

export interface LedgerRows {
  blocks: unknown[];
  transfers: unknown[];
  issuerEvents: unknown[];
  /** Blocks that coverage names, each as often as a row names it, ascending. */
  covered: number[];
}

export async function readRows(db: Database, from: number, to: number): Promise<LedgerRows> {
  const rows = async (sql: string) => (await db.pool.query(sql, [from, to])).rows;
  const covered = await rows(
    `select generate_series(from_block, to_block)::int as n from coverage
     where to_block >= $1 and from_block <= $2 order by n`,
  );
  return {
    blocks: await rows("select number, hash, parent_hash, time from block where number between $1 and $2 order by 1"),
    transfers: await rows(
      "select * from transfer where block_number between $1 and $2 order by block_number, log_index",
    ),
    issuerEvents: await rows(
      "select * from issuer_event where block_number between $1 and $2 order by block_number, log_index, ordinal",
    ),
    covered: covered.map(({ n }: { n: number }) => n).filter((n) => n >= from && n <= to),
  };
}
