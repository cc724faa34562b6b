import type { Chain } from "@redflag/domain/chain";
import type { RescreenReport } from "@redflag/screen/rescreen-lane";
import { cutText } from "@redflag/store/cut";
import { countOf, grouped } from "./count-text.ts";
import { annotatedLines } from "./filed-text.ts";

/** What a rescreening changed, or would change, for a person. */
export function rescreenText(chain: Chain, report: RescreenReport): string[] {
  const { generation, isNew, isDryRun, fromBlock, cut, blocks, transfers, alerts, identical, annotated } = report;
  if (!isNew) {
    return [
      `already screened with today's lists, rates and rules from block ${fromBlock} on: generation ${generation} ` +
        `stands, with ${countOf(alerts, "alert")}`,
      ...annotatedLines(annotated),
    ];
  }
  const { changed, added, withdrawn } = report;
  const succeeded = withdrawn.filter(({ succeededBy }) => succeededBy.length > 0).length;
  return [
    `screened ${countOf(blocks, "block")} with ${countOf(transfers, "transfer")} from block ${fromBlock} on with ` +
      `today's lists, rates and rules${isDryRun ? "; nothing was changed" : `: generation ${generation}`}`,
    `${countOf(alerts, "alert")}: ${grouped(identical)} identical, ${grouped(changed.length)} changed, ` +
      `${grouped(added.length)} new; ${grouped(withdrawn.length)} ${isDryRun ? "would be withdrawn" : "withdrawn"}` +
      `${succeeded === 0 ? "" : `, ${grouped(succeeded)} of them with a successor`}`,
    ...(cut === undefined ? [] : [`${cutText(chain, cut)}: what alerts hold from there was left as it is`]),
    ...lookbackLines(report),
    ...changed.map((id) => `  ${id}: changed`),
    ...added.map((id) => `  ${id}: new`),
    ...withdrawn.map(
      ({ id, succeededBy }) =>
        `  ${id}: withdrawn${succeededBy.length === 0 ? "" : `, succeeded by ${succeededBy.join(", ")}`}`,
    ),
    ...annotatedLines(annotated, isDryRun),
  ];
}

/** What a lookback finds is not among the alerts above: it has alerts of its own, which a rescreening leaves alone. */
function lookbackLines({ isDryRun, lookbacks, olderBlocks }: RescreenReport): string[] {
  const names = lookbacks.map(({ list, version }) => `${list} version ${version}`).join(", ");
  return [
    ...(lookbacks.length === 0
      ? []
      : [
          `the past ${isDryRun ? "would also be" : "is also"} looked at for what is new on ${names}: where its money went on to, ` +
            "and payments before a listing's own beginning; see `redflag watchlist lookbacks`",
        ]),
    ...(olderBlocks === undefined
      ? []
      : [
          `lookbacks that were asked for earlier do not reach the older blocks ${grouped(olderBlocks.from)} to ` +
            `${grouped(olderBlocks.to)}: what their entries paid and received there is told above, as watchlist-hit; where ` +
            "that money went on to is not",
        ]),
  ];
}
