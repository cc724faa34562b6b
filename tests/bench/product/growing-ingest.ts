/**
 * Ingest into one database, a stretch after the other; tells of each what it took, as a JSON object a line.
 * Run: BENCH_DATABASE_URL=… node growing-ingest.ts <endpoint> <directory of the chain> <stretches>
 */
import { ethereum } from "@redflag/domain/chains/ethereum";
import { ingestRange } from "@redflag/ingest/ingest-range";
import { openChain } from "@redflag/ingest/open-chain";
import { createLogger } from "@redflag/runtime/logger";
import { openDatabase } from "@redflag/store/database";
import { getManifest } from "../chain/manifest.ts";
import { cutStretches, type Stretch } from "../growth/growth-figures.ts";
import { readTreeCpuSeconds } from "../postgres-cpu.ts";

const [endpoint = "", chainDirectory = "", stretches = ""] = process.argv.slice(2);
const logger = createLogger({ service: "bench", level: "info" });
const db = await openDatabase({ url: process.env.BENCH_DATABASE_URL ?? "", applicationName: "redflag bench" });
const { rows } = await db.pool.query<{ text: string }>("select pg_read_file('postmaster.pid') as text");
const postgresPid = Number(rows[0]?.text.split("\n")[0]);
const deps = openChain(ethereum, { endpoints: [endpoint], verify: "bloom" }, { db, logger });
for (const span of cutStretches(getManifest(chainDirectory), Number(stretches))) {
  const [begin, cpu, postgres] = [performance.now(), process.cpuUsage(), readTreeCpuSeconds(postgresPid)];
  const { transfers } = await ingestRange(deps, span, () => {});
  const { user, system } = process.cpuUsage(cpu);
  const stretch: Stretch = {
    transfers,
    seconds: (performance.now() - begin) / 1_000,
    clientCpuSeconds: (user + system) / 1e6,
    postgresCpuSeconds: readTreeCpuSeconds(postgresPid) - postgres,
    rssMb: process.memoryUsage.rss() / 2 ** 20,
  };
  process.stdout.write(`${JSON.stringify(stretch)}\n`);
}
await deps.source.close();
await db.close();
