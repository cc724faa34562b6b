import type { Installation as InstallationBody } from "@redflag/contract/http/routes/operations";
import { findCoverageEnds } from "@redflag/store/coverage-stretch";
import type { Executor } from "@redflag/store/database";
import { findInstallationFacts } from "@redflag/store/installation-fact";
import { inspectMigrations } from "@redflag/store/migrate";
import { listLists } from "@redflag/store/watchlist";
import { listOperatedChains, type OperatedChain } from "./operated-chain.ts";

/** What this process knows of the installation that no table says. */
export interface InstallationSettings {
  /** Of Redflag. */
  version: string;
  /** The database is one of its own, in the data directory. */
  isEmbedded: boolean;
  migrationsDir: string;
}

export async function installationBody(
  db: Executor,
  { version, isEmbedded, migrationsDir }: InstallationSettings,
  now: Date,
): Promise<InstallationBody> {
  const { current, latest } = await inspectMigrations(db, migrationsDir);
  const { databaseBytes, serverVersion, hasAdmin } = await findInstallationFacts(db);
  const lists = await listLists(db);
  const chains: InstallationBody["chains"] = [];
  for (const operated of await listOperatedChains(db, now)) chains.push(await chainBody(db, operated));
  return {
    version,
    schema: { current, latest },
    database: { embedded: isEmbedded, bytes: databaseBytes, version: serverVersion },
    adminExists: hasAdmin,
    chains,
    lists: {
      count: lists.length,
      withEntries: lists.filter(({ entryCount }) => entryCount > 0).length,
      entries: lists.reduce((sum, { entryCount }) => sum + entryCount, 0),
    },
  };
}

async function chainBody(db: Executor, { chain, lane, policy, ingest }: OperatedChain) {
  const ends = await findCoverageEnds(db, chain.id);
  const hosts = ingest.flatMap(({ endpoints }) => endpoints.map(({ host }) => host));
  return {
    ...{ chain: chain.caip2, name: chain.name, title: chain.title, policy },
    endpointHosts: [...new Set(hosts)],
    ...(ends !== undefined && { firstBlock: ends.from }),
    screened: lane !== undefined && lane.headPosition >= lane.startBlock,
  };
}
