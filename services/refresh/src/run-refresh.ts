import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "@redflag/domain/problem";
import { FailureLog } from "@redflag/runtime/failure-log";
import type { Logger } from "@redflag/runtime/logger";
import { listDueListIds } from "@redflag/store/list-source";
import { removeAbandonedBodies } from "./fetch-parts.ts";
import { type RefreshDeps, type RefreshOutcome, refreshList } from "./refresh-list.ts";
import type { RefreshCounters } from "./refresh-metrics.ts";

/** The table is looked at this often; it says what is due. */
const SWEEP_MS = 10_000;
/** Lists at a time: a publisher that drips holds up one of them. */
const CONCURRENCY = 2;

export type RefreshServiceDeps = RefreshDeps & { logger: Logger; counters?: RefreshCounters };

/** Fetches lists when they are due, until the signal aborts. Any number of processes may do so on one database. */
export async function runRefresh(deps: RefreshServiceDeps): Promise<void> {
  const failures = new FailureLog(deps.logger);
  await removeAbandonedBodies(deps.dataDir);
  const sweep = async () => {
    while (!deps.signal.aborted) {
      try {
        await refreshDueLists(deps);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        failures.tell("all", "refresh", error);
      }
      await sleep(SWEEP_MS, undefined, { signal: deps.signal }).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, sweep));
}

/**
 * One round of every list whose time has come and that nobody else is at.
 * @throws Problem of the database
 */
export async function refreshDueLists(deps: RefreshServiceDeps): Promise<void> {
  const { db, logger, signal } = deps;
  for (const listId of await listDueListIds(db.kysely)) {
    if (signal.aborted) return;
    try {
      const outcome = await refreshList(deps, listId);
      deps.counters?.countRound(outcome);
      tell(logger, listId, outcome);
    } catch (error) {
      if (!signal.aborted || !(error instanceof Error && error.name === "AbortError")) throw error;
    }
  }
}

function tell(logger: Logger, list: string, outcome: RefreshOutcome): void {
  if (outcome.kind === "unchanged") logger.debug({ msg: "a list has not changed", list });
  if (outcome.kind === "failed") {
    const { code, detail, hint } = outcome.problem;
    logger.warn({ msg: "a list was not refreshed; its last good version stays live", list, code, detail, hint });
  }
  if (outcome.kind !== "read") return;
  const { version, account } = outcome;
  const { seq, added, removed } = version;
  const msg = version.isNew ? "a list has a new version" : "a list was read anew and holds the same";
  logger.info({ msg, list, version: seq, added, removed, rows: account.rows, refused: account.refusals.length });
}
