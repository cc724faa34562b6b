import type { Config } from "./config.ts";
import { openEmbeddedPostgres } from "./embedded-postgres.ts";
import type { QueueBackend } from "./queue-backend.ts";
import { QUEUE_SCHEMA } from "./queue-schema.ts";

/** Where tables and queue live: on the servers that the configuration names, or on this machine's own. */
export interface Backends {
  /** Holds a password: never log it. */
  databaseUrl: string;
  queue: QueueBackend;
  /** Close every connection first. Stops the embedded server if nobody else uses it. */
  release(): Promise<void>;
}

/** @throws Problem `embedded_database_failed` */
export async function openBackends(config: Config): Promise<Backends> {
  const embedded =
    config.databaseUrl === undefined ? await openEmbeddedPostgres({ dataDir: config.dataDir }) : undefined;
  const databaseUrl = config.databaseUrl ?? embedded?.url ?? "";
  const queue: QueueBackend =
    config.redisUrl === undefined
      ? { kind: "postgres", url: databaseUrl, schema: QUEUE_SCHEMA, isMigrated: config.isServiceLogin === true }
      : { kind: "redis", url: config.redisUrl };
  return { databaseUrl, queue, release: async () => embedded?.release() };
}
