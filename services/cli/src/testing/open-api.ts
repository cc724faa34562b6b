import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type StartOptions, startApi } from "@redflag/api/start-api";
import { loadConfig } from "@redflag/runtime/config";
import { createLogger } from "@redflag/runtime/logger";
import { createExplainer } from "@redflag/screen/explain";
import { openDatabase } from "@redflag/store/database";
import { afterAll } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../../tests/test-database.ts";
import { MIGRATIONS_DIR, REPORT_PROFILES_DIR } from "../project-paths.ts";

interface OpenApiOptions extends Pick<StartOptions, "consoleDir"> {
  /** Hosts that webhooks may be sent to although they are not on the internet. */
  webhookHosts?: readonly string[];
}

/**
 * A database of the test file's own, and the API on it as it starts: for commands that ask over HTTP, and for browsers where
 * the console's files are given.
 */
export async function openApi({ consoleDir, webhookHosts = [] }: OpenApiOptions = {}) {
  const directory = mkdtempSync(join(tmpdir(), "redflag-api-"));
  afterAll(() => rmSync(directory, { recursive: true }));
  const databaseUrl = await createTestDatabaseUrl();
  const env = {
    REDFLAG_DATABASE_URL: databaseUrl,
    REDFLAG_DATA_DIR: directory,
    ...(webhookHosts.length > 0 && { REDFLAG_WEBHOOK_PRIVATE_HOSTS: webhookHosts.join(",") }),
  };
  const db = await openDatabase({ url: databaseUrl, applicationName: "test", poolMax: 2 });
  afterAll(() => db.close());
  const api = await startApi({
    config: loadConfig(env),
    urls: { staff: urlOf("redflag_api", databaseUrl), exchange: urlOf("redflag_exchange", databaseUrl) },
    migrationsDir: MIGRATIONS_DIR,
    reportProfilesDir: REPORT_PROFILES_DIR,
    explainer: createExplainer(),
    logger: createLogger({ service: "api", level: "silent" }),
    port: 0,
    ...(consoleDir !== undefined && { consoleDir }),
  });
  afterAll(() => api.close());
  return { directory, env, db, api };
}
