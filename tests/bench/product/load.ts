/**
 * The same reading as ingest's, into one partition that holds exactly the chain: with its indexes from the beginning, or as
 * a backfill loads it, without them, and building them when it is full.
 * Run: BENCH_DATABASE_URL=… node load.ts <endpoint> <directory of the chain> kept|after
 */
import { ethereum } from "@redflag/domain/chains/ethereum";
import { ingestRange } from "@redflag/ingest/ingest-range";
import { openChain } from "@redflag/ingest/open-chain";
import { createLogger } from "@redflag/runtime/logger";
import { insertBackfill } from "@redflag/store/backfill";
import { openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { indexPartition, listUnindexedPartitions } from "@redflag/store/partition-index";
import { getManifest } from "../chain/manifest.ts";

const [endpoint = "", chainDirectory = "", indexes = ""] = process.argv.slice(2);
const { firstBlock, lastBlock } = getManifest(chainDirectory);
const logger = createLogger({ service: "bench", level: "info" });
const db = await openDatabase({ url: process.env.BENCH_DATABASE_URL ?? "", applicationName: "redflag bench" });
const chain = { ...ethereum, partitionBlocks: lastBlock - firstBlock + 1 };
const deps = openChain(chain, { endpoints: [endpoint], verify: "bloom" }, { db, logger });
if (indexes === "after") {
  await insertLane(db.kysely, chain.id, lastBlock + 1);
  await insertBackfill(db.kysely, chain.id, { from: firstBlock, to: lastBlock });
}
await ingestRange(deps, { from: firstBlock, to: lastBlock }, () => {});
for (const ordinal of await listUnindexedPartitions(db.kysely, chain.id)) {
  await indexPartition(db, chain.id, ordinal);
}
await deps.source.close();
await db.close();
