import type { AlertLine } from "@redflag/contract/alert-line";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import { figureText, silenceConditions } from "@redflag/domain/figure";
import { countOf } from "./count-text.ts";
import { dispositionText } from "./disposition-text.ts";

const REASONS_SHOWN = 3;

/**
 * An alert for people, over a few lines, addresses in full.
 * @param newestCount how many of the reasons, from the last one back, are the newest finding's
 */
export function alertText(chain: Chain, line: AlertLine, newestCount = 1): string {
  const payments = countOf(line.transactions.length, "transaction");
  const span = line.firstTime === line.lastTime ? line.firstTime : `${line.firstTime} to ${line.lastTime}`;
  const blocks =
    line.firstBlock === line.lastBlock ? `block ${line.firstBlock}` : `blocks ${line.firstBlock} to ${line.lastBlock}`;
  const { own, beside } = reasonsOf(line, newestCount);
  const hidden = line.state === "withdrawn" ? 0 : line.reasons.length - own.length - beside.length;
  return [
    `${line.severity}  ${line.state}  ${line.heuristic}  ${line.subject}`,
    ...own.map((reason) => `  ${reason}`),
    ...line.figures.map((figure) => `  ${figureText(figure)}`),
    ...(line.figures.length > 0 ? [`  would not stand with ${silenceConditions(line.figures).join(", or ")}`] : []),
    ...beside.map((reason) => `  ${reason}`),
    ...(line.delisted ?? []).map(({ list, version, at }) => `  delisted since: ${list} version ${version} at ${at}`),
    ...(line.disposition === undefined ? [] : [`  ${dispositionText(line.disposition)}`]),
    ...(hidden > 0 ? [`  and ${countOf(hidden, line.figures.length > 0 ? "earlier reason" : "more reason")}`] : []),
    `  ${payments} on ${chain.title}${otherChainsText(line)}, ${blocks}, ${span}`,
    `  alert ${line.id}, score ${line.score}, ${line.exposure}`,
  ].join("\n");
}

/** " (and Base)": where payments of the alert stand besides, if it follows money across chains. */
function otherChainsText({ chain, counterparties }: AlertLine): string {
  const others = CHAINS.filter(
    ({ caip2 }) => caip2 !== chain && counterparties.some((of) => of.startsWith(`${caip2}:`)),
  );
  return others.length === 0 ? "" : ` (and ${others.map(({ title }) => title).join(", ")})`;
}

/**
 * Of a finding with figures, which are the newest one's and stand below its own words, what lists and notes say beside it comes
 * after them; of listings the first few are told.
 */
function reasonsOf(
  { state, reasons, transactions, figures, succeededBy }: AlertLine,
  newestCount: number,
): { own: string[]; beside: string[] } {
  if (succeededBy !== undefined) return { own: reasons, beside: [] };
  if (state === "withdrawn") {
    const payments = transactions.length === 1 ? "the payment" : "its payments";
    return { own: [`withdrawn: a reorg removed ${payments}: ${transactions.join(", ")}`], beside: [] };
  }
  if (figures.length === 0) return { own: reasons.slice(0, REASONS_SHOWN), beside: [] };
  const newest = reasons.slice(-newestCount);
  return { own: newest.slice(0, 1), beside: newest.slice(1) };
}
