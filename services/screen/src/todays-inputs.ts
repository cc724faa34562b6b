import { currentInputs, type EpochInputs } from "@redflag/domain/epoch";
import type { Executor } from "@redflag/store/database";
import { listHeuristicSettings } from "@redflag/store/heuristic-setting";
import { listRateVersions } from "@redflag/store/rate";
import { listListVersions } from "@redflag/store/watchlist";

/**
 * What a block that is screened now is screened with: the newest versions of lists and rates, and this program's rules as
 * people have set them.
 */
export async function todaysInputs(db: Executor): Promise<EpochInputs> {
  const lists = await listListVersions(db);
  return currentInputs(lists, await listRateVersions(db), { settings: await listHeuristicSettings(db) });
}
