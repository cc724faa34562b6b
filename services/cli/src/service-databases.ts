import { join } from "node:path";
import type { ApiUrls } from "@redflag/api/start-api";
import { Problem } from "@redflag/domain/problem";
import type { Config } from "@redflag/runtime/config";
import type { Logger } from "@redflag/runtime/logger";
import { migrateQueue } from "@redflag/runtime/migrate-queue";
import type { QueueBackend } from "@redflag/runtime/queue-backend";
import { type Database, openDatabase } from "@redflag/store/database";
import type { ServiceRole } from "@redflag/store/service-role";
import { openServiceLogins, type ServiceLogin } from "./service-logins.ts";

/** What ingest, screening, refreshing and notifying of one process work on, each with its own login. */
export interface ServiceDatabases {
  ingest: Database;
  screen: Database;
  refresh: Database;
  notify: Database;
  /** For the API, which opens its own. */
  apiUrls: ApiUrls;
  queue: QueueBackend;
  close(): Promise<void>;
}

export interface OpenedOwner {
  db: Database;
  url: string;
  queue: QueueBackend;
}

/** The roles that the queue is for, where it lies in the database. */
export const QUEUE_ROLES: readonly ServiceRole[] = ["redflag_ingest", "redflag_screen", "redflag_notify"];

/**
 * Logs the services in as themselves. Where the owner may not make logins, or somebody else has made them for a server
 * that is not this machine's own, they work as the owner, the API serves no exchanges,
 * and the log says so.
 */
export async function openServiceDatabases(
  { db, url, queue }: OpenedOwner,
  { dataDir, databaseUrl }: Pick<Config, "dataDir" | "databaseUrl">,
  logger: Logger,
): Promise<ServiceDatabases> {
  const sparing = databaseUrl !== undefined;
  let logins: ServiceLogin[];
  try {
    logins = await openServiceLogins(db, join(dataDir, "logins"), { ownerUrl: url, sparing });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "logins_refused") throw error;
    logger.info({
      msg: "ingest, screen, refresh and notify work with the login that was given, not with their own",
      reason: error.detail,
    });
    const all = { ingest: db, screen: db, refresh: db, notify: db };
    return { ...all, apiUrls: { staff: url }, queue, close: () => Promise.resolve() };
  }
  const urlOf = (role: ServiceRole) => logins.find((login) => login.role === role)?.url ?? url;
  const open = (role: ServiceRole) => openDatabase({ url: urlOf(role), applicationName: `${role} ${process.pid}` });
  if (queue.kind === "postgres") await migrateQueue(url, QUEUE_ROLES);
  const [ingest, screen] = [await open("redflag_ingest"), await open("redflag_screen")];
  const [refresh, notify] = [await open("redflag_refresh"), await open("redflag_notify")];
  return {
    ingest,
    screen,
    refresh,
    notify,
    apiUrls: { staff: urlOf("redflag_api"), exchange: urlOf("redflag_exchange") },
    queue: queue.kind === "redis" ? queue : { ...queue, url: urlOf("redflag_ingest"), isMigrated: true },
    async close() {
      await Promise.all([ingest.close(), screen.close(), refresh.close(), notify.close()]);
    },
  };
}
