import { chainCoverageBody } from "@redflag/api/chain-coverage-body";
import type { CoverageTallies } from "@redflag/api/coverage-tallies";
import { endpointBodies } from "@redflag/api/endpoint-body";
import { installationBody } from "@redflag/api/installation-body";
import { crossChainBody, laneBody } from "@redflag/api/lane-body";
import { sourceBody } from "@redflag/api/list-work-body";
import { listOperatedChains } from "@redflag/api/operated-chain";
import { listWatchlistBodies } from "@redflag/api/watchlist-body";
import { chainWorkBodies, deliveriesBody, rowsWorkBody } from "@redflag/api/work-body";
import type { ChainCoverage } from "@redflag/contract/http/routes/coverage";
import type { Endpoint, Lane, Work } from "@redflag/contract/http/routes/operations";
import type { Config } from "@redflag/runtime/config";
import type { Executor } from "@redflag/store/database";
import { listOwedDeliveries } from "@redflag/store/delivery-count";
import { listCaughtCounts } from "@redflag/store/disagreement";
import { listLanes } from "@redflag/store/lane";
import { listListSources } from "@redflag/store/list-source";
import { findTip } from "@redflag/store/tip";
import { listWaitingRows } from "@redflag/store/waiting-work";
import manifest from "../../package.json" with { type: "json" };
import { MIGRATIONS_DIR } from "../project-paths.ts";
import type { OpenedDatabase } from "../with-database.ts";
import { readInside } from "./read-inside.ts";
import type { StatusReadings } from "./status-readings.ts";

/**
 * The same bodies that the API answers with, made here: there is one reading of each thing.
 * @param tallies kept from one reading to the next
 */
export async function readDatabase(
  opened: OpenedDatabase,
  config: Config,
  tallies: CoverageTallies,
): Promise<StatusReadings> {
  const db = opened.db.kysely;
  const now = new Date();
  const settings = {
    version: manifest.version,
    isEmbedded: config.databaseUrl === undefined,
    migrationsDir: MIGRATIONS_DIR,
  };
  return {
    now,
    installation: await installationBody(db, settings, now),
    ...(await readChains(db, tallies, now)),
    deliveries: (await listOwedDeliveries(db)).map(deliveriesBody),
    lists: await listWatchlistBodies(db),
    sources: (await listListSources(db)).map(sourceBody),
    inside: await readInside(opened, config, now),
  };
}

type ChainReadings = Pick<StatusReadings, "coverage" | "endpoints" | "lanes" | "crossChain" | "work">;

async function readChains(db: Executor, tallies: CoverageTallies, now: Date): Promise<ChainReadings> {
  const caught = new Map(
    (await listCaughtCounts(db)).map(({ chainId, endpoint, count }) => [`${chainId} ${endpoint}`, count]),
  );
  const coverage: ChainCoverage[] = [];
  const endpoints: Endpoint[] = [];
  const work: Work[] = [];
  const lanes: Lane[] = [];
  for (const operated of await listOperatedChains(db, now)) {
    const { id } = operated.chain;
    coverage.push(await chainCoverageBody(db, operated, await tallies.of(db, id), now));
    const head = (await findTip(db, id))?.head.number;
    endpoints.push(...endpointBodies(operated, { head, liesOf: (host) => caught.get(`${id} ${host}`) ?? 0, now }));
    work.push(...(await chainWorkBodies(db, operated)));
  }
  work.push(...(await listWaitingRows(db)).map(rowsWorkBody));
  for (const lane of await listLanes(db)) lanes.push(await laneBody(db, lane, now));
  return { coverage, endpoints, lanes, crossChain: await crossChainBody(db), work };
}
