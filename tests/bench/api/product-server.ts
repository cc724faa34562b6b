import { join } from "node:path";
import { startApi } from "@redflag/api/start-api";
import { loadConfig } from "@redflag/runtime/config";
import { createLogger } from "@redflag/runtime/logger";
import { createExplainer } from "@redflag/screen/explain";

/** The API as it runs: the rate alone is set so high that the load is let through. */
const { BENCH_STAFF_URL: staff = "", BENCH_EXCHANGE_URL: exchange = "", BENCH_CONSOLE_DIR: consoleDir } = process.env;
const api = await startApi({
  config: loadConfig({
    REDFLAG_API_CALLS_PER_MINUTE: "999999999",
    REDFLAG_DATA_DIR: process.env.BENCH_DATA_DIR,
  }),
  urls: { staff, exchange },
  explainer: createExplainer(),
  migrationsDir: join(import.meta.dirname, "../../../migrations"),
  reportProfilesDir: join(import.meta.dirname, "../../../report-profiles"),
  logger: createLogger({ service: "api", level: "warn" }),
  port: 0,
  ...(consoleDir !== undefined && { consoleDir }),
});
process.stdout.write(`http://127.0.0.1:${api.port}\n`);
process.once("SIGTERM", () => api.close().then(() => process.exit(0)));
