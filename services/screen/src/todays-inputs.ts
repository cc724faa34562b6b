import { currentInputs, type EpochInputs } from "@redflag/domain/epoch";
import type { Executor } from "@redflag/store/database";
import { listRateVersions } from "@redflag/store/rate";
import { listListVersions } from "@redflag/store/watchlist";

/** What a block that is screened now is screened with: the newest versions of lists and rates, and this program's rules. */
export async function todaysInputs(db: Executor): Promise<EpochInputs> {
  return currentInputs(await listListVersions(db), await listRateVersions(db));
}
