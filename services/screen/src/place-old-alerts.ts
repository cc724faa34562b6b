import type { Chain } from "@redflag/domain/chain";
import { hasUnplaced, placeUnplaced } from "@redflag/store/alert-group-write";
import type { Database } from "@redflag/store/database";
import { findLaneForUpdate } from "@redflag/store/lane";
import { inTransaction } from "@redflag/store/transaction";

/** Alerts that one step places. */
const ALERTS_PER_STEP_MAX = 500;

/**
 * Gives alerts a place in the ranking that stood before there was one. Once all have theirs it is one look into an empty
 * index. @returns how many it placed
 */
export async function placeOldAlerts(db: Database, chain: Chain): Promise<number> {
  if (!(await hasUnplaced(db.kysely, chain.id))) return 0;
  return inTransaction(db, async (tx) => {
    const lane = await findLaneForUpdate(tx, chain.id);
    return lane === undefined || lane.stopped !== undefined ? 0 : placeUnplaced(tx, chain.id, ALERTS_PER_STEP_MAX);
  });
}
