import { statfs } from "node:fs/promises";
import { findChainById } from "@redflag/domain/chain-registry";
import type { Config } from "@redflag/runtime/config";
import { createLogger } from "@redflag/runtime/logger";
import { applyRetention } from "@redflag/screen/apply-retention";
import { countOpenBacktests } from "@redflag/store/backtest";
import { listConnectedProcesses } from "@redflag/store/connected-process";
import type { Database } from "@redflag/store/database";
import { listLanes } from "@redflag/store/lane";
import { sumPartitionBytes } from "@redflag/store/ledger-size";
import { countWaiting } from "@redflag/store/list-proposal-read";
import { listRateLists } from "@redflag/store/rate";
import { checkAudit } from "../doctor/check-audit.ts";
import { checkQueue } from "../doctor/check-database.ts";
import type { OpenedDatabase } from "../with-database.ts";
import type { InsideReadings, RetentionReading } from "./status-readings.ts";

export async function readInside({ db, backends }: OpenedDatabase, config: Config, now: Date): Promise<InsideReadings> {
  const { kysely } = db;
  const days = (await listRateLists(kysely)).flatMap(({ lastDay }) => lastDay ?? []);
  const queue = await checkQueue(backends, createLogger({ service: "cli", level: "silent" }));
  return {
    queue,
    processes: await listConnectedProcesses(kysely),
    audit: await checkAudit(kysely, now),
    proposals: await countWaiting(kysely),
    ...(days.length > 0 && { lastRateDay: Math.max(...days) }),
    backtests: await countOpenBacktests(kysely),
    retention: await readRetention(db, config.retentionDays),
    ...(config.databaseUrl === undefined && { disk: await readDisk(config.dataDir) }),
  };
}

async function readRetention(db: Database, days: number | undefined): Promise<RetentionReading | undefined> {
  if (days === undefined) return undefined;
  let freeableBytes = 0;
  for (const { chainId } of await listLanes(db.kysely)) {
    const chain = findChainById(chainId);
    if (chain === undefined) continue;
    const { dropped } = await applyRetention(db, chain, { retentionDays: days, isDryRun: true });
    freeableBytes += await sumPartitionBytes(db.kysely, chain, dropped);
  }
  return { days, freeableBytes };
}

async function readDisk(directory: string) {
  const { bsize, bavail, blocks } = await statfs(directory);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
