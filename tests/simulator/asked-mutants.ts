import { execute } from "./mutant-statement.ts";
import { STEPS, type Steps } from "./steps.ts";

/** Steps of what people ask for, with one promise broken in each. */

const CENTURY_S = 100 * 365 * 86_400;

/** Claims a repair for good: what a process had claimed that was killed is nobody's. */
export const claimsRepairsForGood: Partial<Steps> = {
  claimRepair: (db, chainId) => STEPS.claimRepair(db, chainId, CENTURY_S),
};

/** Ends with a repair those that had ended, taken back or not. */
export const endsWhatHadEnded: Partial<Steps> = {
  async workRepair(deps, claimed, signal, keep) {
    await STEPS.workRepair(deps, claimed, signal, keep);
    await execute(deps.db, "update repair set outcome = 'failed' where finished_at is not null and id <> $1", [
      claimed.id,
    ]);
  },
};

/** Finishes a backfill as soon as its jobs are planned. */
export const finishesWhatIsPlanned: Partial<Steps> = {
  async sweepBackfills(deps, checks, wake) {
    const hasIndexed = await STEPS.sweepBackfills(deps, checks, wake);
    await execute(deps.db, "update backfill set finished_at = now() where finished_at is null");
    return hasIndexed;
  },
};
