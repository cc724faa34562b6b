import type { ChangedParams } from "@redflag/domain/heuristic-setting";
import type { Database } from "@redflag/store/database";
import { findSettingForUpdate, insertHeuristicSetting } from "@redflag/store/heuristic-setting";
import { inTransaction } from "@redflag/store/transaction";

/** For chains that are weeks long and have few payments: with its own parameters the search would say nothing about them. */
export const SHORT_SEARCH = { warmUpDays: 7, windowDays: 25, openingHundredths: 330, joiningHundredths: 250 };

/** As an operator does: it holds from the next block on that each lane screens. */
export function setSearch(db: Database, params: ChangedParams): Promise<void> {
  return inTransaction(db, async (tx) => {
    const heuristic = "graph-watch";
    const seq = ((await findSettingForUpdate(tx, heuristic))?.seq ?? 0) + 1;
    const by = { author: { by: "system", name: "test" }, reason: "test" } as const;
    await insertHeuristicSetting(tx, { heuristic, seq, isEnforced: true, params }, by);
  });
}
