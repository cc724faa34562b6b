import { setTimeout as sleep } from "node:timers/promises";
import type { AuditCheckpoint } from "@redflag/domain/audit";
import { Problem } from "@redflag/domain/problem";
import type { Logger } from "@redflag/runtime/logger";
import type { AuditCheckpointsPlace } from "@redflag/runtime/variable-schemas";
import { takeAdvisoryLock } from "@redflag/store/advisory-lock";
import {
  insertAuditCheckpoint,
  listAuditCheckpoints,
  listWaitingAuditCheckpoints,
  updateAuditCheckpointLeft,
} from "@redflag/store/audit-checkpoint";
import { findLastAudit, getAuditChainId } from "@redflag/store/audit-read";
import type { Database } from "@redflag/store/database";
import { inTransaction } from "@redflag/store/transaction";
import { deliverCheckpoint } from "./audit-delivery.ts";
import type { AuditKey } from "./audit-key.ts";

const DAY_MS = 86_400_000;
const SWEEP_MS = 60_000;
/** That leave in one sweep: the rest goes with the next ones. */
const LEAVING_MAX = 100;

export interface CheckpointDeps {
  db: Database;
  key: AuditKey;
  /** Where checkpoints go. Absent: they stay in the table, where the database's owner could take them away. */
  place?: AuditCheckpointsPlace | undefined;
  now?: () => Date;
}

/** Signs for the last row, unless it was signed for with this key, or nothing is older than this. */
export async function makeCheckpoint(
  { db, key, now = () => new Date() }: CheckpointDeps,
  { ageMsMin = 0 }: { ageMsMin?: number } = {},
): Promise<AuditCheckpoint | undefined> {
  return inTransaction(db, async (tx) => {
    await takeAdvisoryLock(tx, "audit-checkpoint", "exclusive");
    const last = await findLastAudit(tx);
    const [newest] = await listAuditCheckpoints(tx, { limit: 1 });
    if (last === undefined || (newest?.seq === last.seq && newest.keyId === key.id)) return undefined;
    const at = now();
    if (newest !== undefined && at.getTime() - Date.parse(newest.at) < ageMsMin) return undefined;
    const database = await getAuditChainId(tx);
    const checkpoint = key.sign({ database, seq: last.seq, hash: last.hash, at: at.toISOString() });
    await insertAuditCheckpoint(tx, checkpoint);
    return checkpoint;
  });
}

/**
 * Takes off the host what has not left yet, the oldest first, one process at a time.
 * @returns how many left
 * @throws Problem `audit_undelivered` at the first that cannot; those before it have left
 */
export async function deliverCheckpoints({ db, place, now = () => new Date() }: CheckpointDeps): Promise<number> {
  if (place === undefined) return 0;
  let leftCount = 0;
  const failure = await inTransaction(db, async (tx) => {
    await takeAdvisoryLock(tx, "audit-checkpoint", "exclusive");
    for (const checkpoint of await listWaitingAuditCheckpoints(tx, LEAVING_MAX)) {
      try {
        await deliverCheckpoint(place, checkpoint);
      } catch (error) {
        // Returned, so that what was written of those before it is committed.
        if (error instanceof Problem) return error;
        throw error;
      }
      await updateAuditCheckpointLeft(tx, checkpoint, now());
      leftCount++;
    }
    return undefined;
  });
  if (failure !== undefined) throw failure;
  return leftCount;
}

export interface RunningCheckpoints {
  /** Signs once more for what happened since, tries to deliver, and ends. */
  close(): Promise<void>;
}

/**
 * Looks every minute whether the last checkpoint is a day old, and delivers what waits: in every API process, any number
 * of them.
 */
export function startAuditCheckpoints(deps: CheckpointDeps & { logger: Logger }): RunningCheckpoints {
  const { logger } = deps;
  if (deps.place === undefined)
    logger.warn({ msg: "audit checkpoints stay in the database: REDFLAG_AUDIT_CHECKPOINTS is not set" });
  const stop = new AbortController();

  async function sweep(ageMsMin: number): Promise<void> {
    try {
      const made = await makeCheckpoint(deps, { ageMsMin });
      if (made !== undefined) logger.info({ msg: "signed an audit checkpoint", seq: made.seq, keyId: made.keyId });
      await deliverCheckpoints(deps);
    } catch (err) {
      if (!(err instanceof Problem)) throw err;
      logger.error({ msg: "audit checkpoint failed, and is tried again in a minute", err });
    }
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      await sweep(DAY_MS);
      await sleep(SWEEP_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
    await sweep(0);
  }

  const running = run();
  // Heard at the close; until then a crash of it is no unhandled one.
  running.catch((err: unknown) => logger.error({ msg: "audit checkpoints have stopped", err }));
  return {
    close() {
      stop.abort();
      return running;
    },
  };
}
