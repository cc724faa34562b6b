import type { Disagreement } from "@redflag/chain/disagreement";
import { createEvmSource } from "@redflag/chain/evm-source";
import type { Chain } from "@redflag/domain/chain";
import type { IngestDeps } from "@redflag/ingest/ingest-deps";
import { CheckTurns } from "@redflag/ingest/work-backfills";
import { FanOut } from "@redflag/notify/fan-out-step";
import { HeldInstallationKey } from "@redflag/runtime/held-installation-key";
import type { Logger } from "@redflag/runtime/logger";
import { InputCache } from "@redflag/screen/input-cache";
import { type Database, poolDatabase } from "@redflag/store/database";
import { insertDisagreement } from "@redflag/store/disagreement";
import type { ServiceRole } from "@redflag/store/service-role";
import { interceptStatements } from "./database-faults.ts";
import { INSTALLATION_KEY } from "./installation-key.ts";
import type { Network } from "./rpc.ts";
import { type Sessions, workerUrl } from "./sessions.ts";

const SILENT: Logger = {
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => SILENT,
};

export interface SimProcessOptions {
  databaseUrl: string;
  chain: Chain;
  network: Network;
  sessions: Sessions;
  onKill: (what: string) => void;
  /** Its database has a simulated clock. */
  hasClock: boolean;
  /** True time. */
  now: () => number;
}

/** Everything one process holds in memory: gone when it is killed, made anew when it starts again. */
export interface SimProcess {
  /** As the owner, who works on the command line. */
  db: Database;
  /** As ingest logs in. */
  deps: IngestDeps;
  /** What of backfills it tried to check, and when. */
  checks: CheckTurns;
  /** As screening logs in. */
  screenDb: Database;
  /** As the API logs in. */
  apiDb: Database;
  /** What sends exchanges what they are told, as it logs in. */
  notify: { db: Database; fanOut: FanOut };
  inputs: InputCache;
  /** Caught by the source since they were last written down, which the step that caught them does. */
  recordDisagreements(): Promise<void>;
  close(): Promise<void>;
}

export function startProcess(options: SimProcessOptions): SimProcess {
  const { databaseUrl, chain, network, sessions, onKill, hasClock, now } = options;
  // Most processes are killed before all of them have something to do.
  const open = (role?: ServiceRole) => {
    const db = poolDatabase({
      url: workerUrl(databaseUrl, { ...(role && { role }), hasClock }),
      applicationName: "simulated process",
    });
    interceptStatements(db, sessions, onKill);
    return db;
  };
  const [db, ingestDb, screenDb] = [open(), open("redflag_ingest"), open("redflag_screen")];
  const [apiDb, notifyDb] = [open("redflag_api"), open("redflag_notify")];
  const caught: Disagreement[] = [];
  const policy = chain.verify;
  const source = createEvmSource({
    chain,
    policy,
    transports: network.openTransports(),
    clock: network.clock,
    onDisagreement: (disagreement) => caught.push(disagreement),
  });
  return {
    db,
    deps: { db: ingestDb, chain, source, policy, logger: SILENT, sampleSecret: "simulator", retryDelayMs: 0 },
    checks: new CheckTurns(now),
    screenDb,
    apiDb,
    notify: {
      db: notifyDb,
      fanOut: new FanOut({ db: notifyDb, key: new HeldInstallationKey("nowhere", INSTALLATION_KEY), logger: SILENT }),
    },
    inputs: new InputCache(),
    async recordDisagreements() {
      for (const disagreement of caught.splice(0)) await insertDisagreement(ingestDb.kysely, chain.id, disagreement);
    },
    async close() {
      await source.close();
      await Promise.all([db.close(), ingestDb.close(), screenDb.close(), apiDb.close(), notifyDb.close()]);
    },
  };
}
