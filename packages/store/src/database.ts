import { Problem } from "@redflag/domain/problem";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { type DatabasePlace, unreachable } from "./database-error.ts";
import { type AdaptedPool, adaptPool } from "./pool-adapter.ts";
import type { Schema } from "./schema.ts";
import { TYPE_PARSERS } from "./type-parsers.ts";

/** What queries run on: `database.kysely`, or the transaction that `inTransaction` gives. */
export type Executor = Kysely<Schema>;

export interface Database {
  readonly kysely: Executor;
  readonly pool: pg.Pool;
  /** The pool's connections, whose errors are Problems as kysely's are. */
  readonly connections: Pick<AdaptedPool, "connect">;
  /** Waits for queries in flight, then ends every connection. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  poolMax?: number;
  /** The server ends a statement that runs longer; without it none is ended. */
  statementTimeoutMs?: number;
}

/**
 * A machine that drops off the network takes leave of nobody: the server asks a silent session whether somebody is there, and gives
 * it up within half a minute. Else its transaction would hold its locks, a lane's too, for two hours.
 */
const SESSION_SETTINGS = {
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
  tcp_user_timeout: 25_000,
} as const;
/** The same from this end. */
const KEEP_ALIVE_IDLE_MS = 10_000;

/**
 * Opens a pool and proves with one query that the database answers.
 * @throws Problem `config_invalid` for a malformed URL; `database_unreachable` naming host, port and database, never
 * user or password
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const db = poolDatabase(options);
  try {
    await ping(db);
  } catch (error) {
    await db.close();
    throw unreachable(databasePlace(options.url), error);
  }
  return db;
}

/**
 * The same without the proof: nothing is connected before the first query.
 * @throws Problem `config_invalid` for a malformed URL
 */
export function poolDatabase(options: DatabaseOptions): Database {
  const { url, applicationName, poolMax = 10, statementTimeoutMs } = options;
  const place = databasePlace(url);
  const pool = new pg.Pool({
    ...withSessionSettings(url),
    application_name: applicationName,
    max: poolMax,
    types: TYPE_PARSERS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_IDLE_MS,
    connectionTimeoutMillis: 10_000,
    ...(statementTimeoutMs !== undefined && { statement_timeout: statementTimeoutMs }),
  });
  surviveLostConnections(pool);
  const connections = adaptPool(pool, place);
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: connections }) });
  return {
    kysely,
    pool,
    connections,
    async close() {
      await kysely.destroy();
      if (!pool.ending) await pool.end();
    },
  };
}

/** Those that the URL itself names come last, and hold. */
function withSessionSettings(url: string): { connectionString: string; options: string } {
  const settings = Object.entries(SESSION_SETTINGS).map(([name, value]) => `-c ${name}=${value}`);
  const parsed = new URL(url);
  const given = parsed.searchParams.get("options");
  if (given === null) return { connectionString: url, options: settings.join(" ") };
  // In the URL they would displace the others.
  parsed.searchParams.delete("options");
  return { connectionString: parsed.href, options: [...settings, given].join(" ") };
}

/** @throws Problem `config_invalid`; the URL itself stays out of the message, since it may hold a password */
export function databasePlace(url: string): DatabasePlace {
  const parsed = URL.parse(url);
  if (parsed === null || !["postgres:", "postgresql:"].includes(parsed.protocol)) {
    throw new Problem("config_invalid", "the database URL is not postgres://user:password@host:port/database");
  }
  return {
    host: parsed.hostname || parsed.searchParams.get("host") || "localhost",
    port: parsed.port === "" ? 5432 : Number(parsed.port),
    database: decodeURIComponent(parsed.pathname.slice(1)) || "postgres",
  };
}

/**
 * A connection that the server ends emits `error` on the pool while idle and on the client while in use; without a
 * listener either would end the process. The query in flight rejects by itself and the pool connects anew.
 */
function surviveLostConnections(pool: pg.Pool): void {
  pool.on("error", ignore);
  pool.on("connect", (client) => client.on("error", ignore));
}

function ignore(): void {}

/** For readiness: resolves while the database answers. */
export async function ping(db: Database): Promise<void> {
  await db.pool.query("select 1");
}
