import { formatAddress } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import type { Heuristic } from "@redflag/domain/heuristic";
import { checkParams } from "@redflag/domain/heuristic-setting";
import { type ShareEstimate, shareEstimateText } from "@redflag/domain/wilson-interval";
import type { BacktestReport, WithheldByCause } from "@redflag/screen/backtest";
import type { BacktestExample } from "@redflag/screen/backtest-compare";
import { countOf, grouped } from "./count-text.ts";
import { paramsText } from "./heuristic-text.ts";

/** A backtest for people. */
export function backtestText(chain: Chain, heuristic: Heuristic, report: BacktestReport): string[] {
  const { from, to, foldedFrom, alerts, added, removed, kept, days, examples, reviewed } = report;
  const checked = checkParams(heuristic, report.params);
  const changed = checked.isValid ? paramsText(checked.params) : "";
  const memory = foldedFrom < from ? `; folded from block ${foldedFrom} on, for what the rule remembers` : "";
  return [
    `${report.heuristic} version ${report.version} with ${changed}, ${chain.title} blocks ${from} to ${to}${memory}`,
    `  ${countOf(alerts.before, "alert")} as it was, ${grouped(alerts.after)} as it would be: ` +
      `${grouped(added.length)} added, ${grouped(removed.length)} removed, ` +
      `${grouped(kept.identical + kept.changed)} kept, ${grouped(kept.changed)} of them otherwise`,
    ...shareLine("true positives kept", reviewed.truePositivesKept),
    ...shareLine("precision as it was", reviewed.precisionBefore),
    ...shareLine("precision of what stays", reviewed.precisionAfter),
    ...(reviewed.precisionBefore === null ? ["  none of these alerts was reviewed: no precision is known"] : []),
    ...withheldLine("as it was", report.withheld.before),
    ...withheldLine("as it would be", report.withheld.after),
    ...(report.gaps.after > 0 ? [`  it would fail on ${countOf(report.gaps.after, "transfer")}`] : []),
    ...storedLine(report),
    ...days.map((day) => `  ${day.day}: ${day.added} added, ${day.removed} removed, ${day.kept} kept`),
    ...examples.added.map((example) => exampleText(chain, "added", example)),
    ...examples.removed.map((example) => exampleText(chain, "removed", example)),
  ];
}

function shareLine(what: string, share: ShareEstimate | null): string[] {
  return share === null ? [] : [`  ${what}: ${shareEstimateText(share)}`];
}

const CAUSES = { history_short: "for lack of history", rate_missing: "for lack of a rate" } as const;

function withheldLine(what: string, withheld: WithheldByCause): string[] {
  const causes = Object.entries(withheld) as Array<[keyof typeof CAUSES, number]>;
  if (causes.length === 0) return [];
  const words = causes.map(([cause, count]) => `${countOf(count, "time")} ${CAUSES[cause]}`);
  return [`  ${what}, it could not be judged ${words.join(", ")}`];
}

/** Only where the comparison stands on something else than what was told. */
function storedLine({ stored: { alerts, identical } }: BacktestReport): string[] {
  if (identical === alerts) return [];
  return [
    `  of ${countOf(alerts, "stored alert")} ${grouped(identical)} come out as they stand: ` +
      "run `redflag rebuild` before you rely on this",
  ];
}

/** The words of a rule with a memory begin with the subject. */
function exampleText(chain: Chain, what: string, { id, subject, severity, firstBlock, text }: BacktestExample): string {
  const name = formatAddress(subject, chain.family);
  const about = text.includes(name) ? "" : ` about ${name}`;
  return `  ${what}: ${severity}, block ${firstBlock}${about}: ${text} (${id})`;
}
