/**
 * Ingest alone, as `redflag ingest` runs it: reads a chain's blocks into the ledger and ends.
 * Run: BENCH_DATABASE_URL=… node ingest.ts <endpoint> <directory of the chain>
 */
import { ethereum } from "@redflag/domain/chains/ethereum";
import { ingestRange } from "@redflag/ingest/ingest-range";
import { openChain } from "@redflag/ingest/open-chain";
import { createLogger } from "@redflag/runtime/logger";
import { openDatabase } from "@redflag/store/database";
import { getManifest } from "../chain/manifest.ts";

const [endpoint = "", chainDirectory = ""] = process.argv.slice(2);
const { firstBlock, lastBlock } = getManifest(chainDirectory);
const logger = createLogger({ service: "bench", level: "info" });
const db = await openDatabase({ url: process.env.BENCH_DATABASE_URL ?? "", applicationName: "redflag bench" });
const deps = openChain(ethereum, { endpoints: [endpoint], verify: "bloom" }, { db, logger });
await ingestRange(deps, { from: firstBlock, to: lastBlock }, () => {});
await deps.source.close();
await db.close();
