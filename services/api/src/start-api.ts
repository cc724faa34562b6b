import { ok } from "node:assert";
import { Problem } from "@redflag/domain/problem";
import type { Config } from "@redflag/runtime/config";
import { HeldInstallationKey } from "@redflag/runtime/held-installation-key";
import { installationKeyPath } from "@redflag/runtime/installation-key";
import type { Logger } from "@redflag/runtime/logger";
import { appendAudit } from "@redflag/store/audit-append";
import { type Database, openDatabase } from "@redflag/store/database";
import { checkExchangeLogin } from "@redflag/store/exchange-login";
import { deleteIdempotentAnswers } from "@redflag/store/idempotent-answer";
import { getInstallationKeyId, holdInstallationKey } from "@redflag/store/installation-key";
import { holdSchema, type SchemaHold } from "@redflag/store/schema-hold";
import type { Registry } from "prom-client";
import manifest from "../package.json" with { type: "json" };
import { createApiMetrics } from "./api-metrics.ts";
import { type ApiSettings, DEFAULT_SETTINGS, isLoopback, isSecure } from "./api-settings.ts";
import { AuditBatch } from "./audit-batch.ts";
import { startAuditCheckpoints } from "./audit-checkpoints.ts";
import { auditKeyPath, openAuditKey } from "./audit-key.ts";
import { createApi } from "./create-api.ts";
import type { Databases } from "./database-access.ts";
import type { Explainer } from "./explainer.ts";
import { databaseChecks } from "./health.ts";
import { REMEMBERED_MS } from "./idempotency.ts";
import { ReadReplica } from "./read-replica.ts";
import { createHandlers } from "./routes/handlers.ts";
import { startRelease } from "./start-release.ts";
import { WEBHOOK_BOUNDS, type WebhookSettings } from "./webhook-settings.ts";

export interface RunningApi {
  port: number;
  /** Takes no more calls, finishes those in hand, closes the databases. */
  close(): Promise<void>;
}

/** They hold passwords: never log them. */
export interface ApiUrls {
  /** Logs in as who serves staff. */
  staff: string;
  /** Logs in as who serves exchanges. Absent: they are not served. */
  exchange?: string;
}

export interface StartOptions {
  config: Config;
  urls: ApiUrls;
  migrationsDir: string;
  /** The tables are no longer this program's. Absent where whoever starts it holds them as they are. */
  onSchemaMoved?: (problem: Problem) => void;
  reportProfilesDir: string;
  explainer: Explainer;
  logger: Logger;
  /** 0 for any free one. */
  port: number;
  registry?: Registry;
  /** Where the web console's files are; absent: none is served. */
  consoleDir?: string;
}

/** Under the handler's own time: the server ends a statement before the caller is told that it took too long. */
const STATEMENT_TIMEOUT_MS = 8_000;
const POOL_MAX = 10;
const SWEEP_MS = 3_600_000;

/**
 * Serves the API over HTTP. Behind anything but loopback it speaks plain HTTP all the same: https is the proxy's.
 * @throws Problem `port_taken`, `exchange_login_unfit`, `audit_key_invalid`, `installation_key_invalid`, and what `openDatabase` throws
 */
export async function startApi(options: StartOptions): Promise<RunningApi> {
  const { config, logger, port, registry, migrationsDir } = options;
  const settings = settingsOf(config);
  const host = config.apiHost ?? "127.0.0.1";
  const databases = await openDatabases(options.urls, config.readDatabaseUrl, logger);
  let hold: SchemaHold | undefined;
  const closeDatabases = async () => {
    await hold?.release();
    await databases.replica?.close();
    await Promise.all([databases.staff.close(), databases.exchange?.close()]);
  };
  try {
    const { onSchemaMoved } = options;
    if (onSchemaMoved !== undefined) hold = await holdSchema(databases.staff, migrationsDir, onSchemaMoved);
    if (databases.exchange === undefined) {
      logger.warn({ msg: "exchanges are not served: REDFLAG_EXCHANGE_DATABASE_URL_FILE is not set" });
    } else {
      await checkExchangeLogin(databases.exchange);
    }
    const key = await openAuditKey(auditKeyPath(config));
    const webhooks = await openWebhooks(config, databases.staff);
    const batch = new AuditBatch(databases.staff.kysely);
    const app = await createApi(
      {
        databases,
        audit: { append: (entry) => batch.append(entry), appendIn: appendAudit },
        settings,
        logger,
        now: () => new Date(),
        checks: databaseChecks(databases, migrationsDir),
        ...(registry !== undefined && { metrics: createApiMetrics(registry, databases.staff) }),
        ...(options.consoleDir !== undefined && { consoleDir: options.consoleDir }),
      },
      createHandlers({
        staff: databases.staff,
        explainer: options.explainer,
        signer: key,
        webhooks,
        installation: { version: manifest.version, isEmbedded: config.databaseUrl === undefined, migrationsDir },
        reportProfilesDir: options.reportProfilesDir,
        ...(config.oidc !== undefined && { oidc: config.oidc }),
        log: logger,
      }),
    );
    await listen(() => app.listen({ host, port }), port);
    const sweep = startSweep(databases.staff, logger);
    const checkpoints = startAuditCheckpoints({ db: databases.staff, key, place: config.auditCheckpoints, logger });
    const release = startRelease({ db: databases.staff, logger });
    const address = app.server.address();
    ok(typeof address === "object" && address !== null, "a TCP server has a port");
    const bound = address.port;
    logger.info({ msg: "api listens", host, port: bound });
    if (!isLoopback(host) && !isSecure(settings)) {
      logger.warn({
        msg: "api is reachable from other machines without https: keys and passwords can be read on the way. Put a proxy with https before it, and set REDFLAG_PUBLIC_URL",
        host,
      });
    }
    return {
      port: bound,
      async close() {
        clearInterval(sweep);
        await release.close();
        await app.close();
        await batch.close();
        // After the last call is answered and recorded: the last checkpoint tells of all of it.
        await checkpoints.close();
        await closeDatabases();
      },
    };
  } catch (error) {
    await closeDatabases();
    throw error;
  }
}

type OpenDatabases = Databases & { replica?: ReadReplica };

/** @param replica logs in as who serves staff, to a standby of the same server */
async function openDatabases(
  { staff: staffUrl, exchange }: ApiUrls,
  replica: string | undefined,
  logger: Logger,
): Promise<OpenDatabases> {
  const connectionOf = (who: keyof Databases, url: string) => ({
    url,
    applicationName: `redflag api ${who} ${process.pid}`,
    poolMax: POOL_MAX,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
  const open = (who: keyof Databases, url: string) => openDatabase(connectionOf(who, url));
  const staff = await open("staff", staffUrl);
  try {
    const opened = { staff, exchange: exchange === undefined ? undefined : await open("exchange", exchange) };
    if (replica === undefined) return opened;
    const connection = connectionOf("replica", replica);
    return { ...opened, replica: ReadReplica.start({ connection, primary: staff, logger }) };
  } catch (error) {
    await staff.close();
    throw error;
  }
}

function settingsOf(config: Config): ApiSettings {
  const { rates } = DEFAULT_SETTINGS;
  return {
    ...DEFAULT_SETTINGS,
    ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
    trustedProxies: config.apiTrustedProxies ?? [],
    rates: { ...rates, callerPerMinute: config.apiCallsPerMinute ?? rates.callerPerMinute },
  };
}

async function openWebhooks(config: Config, staff: Database): Promise<WebhookSettings> {
  const held = await HeldInstallationKey.open(installationKeyPath(config));
  // Asked as staff: exchanges' login sees nothing of the key. The caller's own transaction keeps it from being changed.
  const inForce = async () => held.of(await getInstallationKeyId(staff.kysely, held.newest));
  await inForce();
  return {
    async holdKey(tx) {
      await holdInstallationKey(tx);
      return inForce();
    },
    policy: { privateHosts: config.webhookPrivateHosts ?? [] },
    ...WEBHOOK_BOUNDS,
  };
}

async function listen(bind: () => Promise<string>, port: number): Promise<void> {
  try {
    await bind();
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error && "code" in error)) throw error;
    throw new Problem("port_taken", `REDFLAG_API_PORT=${port}: ${error.code}`, { cause: error });
  }
}

/** Forgets what no caller may ask for again. */
function startSweep(db: Database, logger: Logger): NodeJS.Timeout {
  const sweep = () =>
    deleteIdempotentAnswers(db.kysely, new Date(Date.now() - REMEMBERED_MS)).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      logger.warn({ msg: "old answers could not be forgotten; it is tried again", err: error });
    });
  return setInterval(sweep, SWEEP_MS).unref();
}
