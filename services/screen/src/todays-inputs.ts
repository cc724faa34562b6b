import { currentInputs, type EpochInputs } from "@redflag/domain/epoch";
import { listBorderVersions } from "@redflag/store/border";
import type { Executor } from "@redflag/store/database";
import { listEnrichmentVersions } from "@redflag/store/enrichment";
import { listHeuristicSettings } from "@redflag/store/heuristic-setting";
import { listRateVersions } from "@redflag/store/rate";
import { listListVersions } from "@redflag/store/watchlist";

/**
 * What a block that is screened now is screened with: the newest versions of all that is imported, and this program's rules as
 * people have set them.
 */
export async function todaysInputs(db: Executor): Promise<EpochInputs> {
  return currentInputs(await listListVersions(db), await listRateVersions(db), {
    borders: await listBorderVersions(db),
    enrichment: await listEnrichmentVersions(db),
    settings: await listHeuristicSettings(db),
  });
}
