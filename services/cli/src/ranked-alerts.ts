import type { Chain } from "@redflag/domain/chain";
import { findChainById } from "@redflag/domain/chain-registry";
import { listFirstAndNewestEvidence } from "@redflag/store/alert-find";
import { listRankedGroups, type RankingPlace } from "@redflag/store/alert-group-read";
import type { Executor } from "@redflag/store/database";
import { alertGroupLine, alertGroupText } from "./alert-group-text.ts";
import { countOf } from "./count-text.ts";
import { writeJson, writeLine, writeNote } from "./output.ts";

const GROUPS_PER_PAGE = 50;

export interface Ranking {
  chain?: Chain;
  /** Groups that are shown at most. */
  limit: number;
  json: boolean;
  signal: AbortSignal;
}

/** Prints the ranking from its top, what describes one scheme in one place. */
export async function writeRankedAlerts(db: Executor, { chain: only, limit, json, signal }: Ranking): Promise<void> {
  let after: RankingPlace | undefined;
  let count = 0;
  for (let isMore = true; isMore && count < limit; ) {
    signal.throwIfAborted();
    const size = Math.min(GROUPS_PER_PAGE, limit - count);
    const groups = await listRankedGroups(db, {
      limit: size,
      ...(only !== undefined && { chainId: only.id }),
      ...(after !== undefined && { after }),
    });
    for (const group of groups) {
      const chain = findChainById(group.chainId);
      const [strongest] = group.members;
      if (chain === undefined || strongest === undefined) continue;
      const [newest] = (await listFirstAndNewestEvidence(db, strongest, 1)).slice(-1);
      const text = newest?.reasons[0]?.text ?? "";
      if (json) writeJson(alertGroupLine(chain, group, text));
      else writeLine(`${alertGroupText(chain, group, text)}\n`);
    }
    count += groups.length;
    after = groups.at(-1);
    isMore = groups.length === size;
  }
  if (!json) writeNote(count === 0 ? "no alerts" : `${countOf(count, "place")} in the ranking, the strongest first`);
}
