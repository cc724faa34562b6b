import type { AlertGroupLine } from "@redflag/contract/alert-group-line";
import { formatAddress, formatCaip10 } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import type { AlertGroup } from "@redflag/store/alert-group-read";
import { countOf } from "./count-text.ts";

/** Rules and subjects that are named of those besides the strongest. */
const NAMED_MAX = 3;

/**
 * One place of the ranking, over a few lines.
 * @param text what the strongest alert's newest finding says
 */
export function alertGroupText(chain: Chain, { rank, size, members }: AlertGroup, text: string): string {
  const [strongest, ...others] = members;
  if (strongest === undefined) return "";
  const { id, severity, state, heuristic, subject } = strongest;
  return [
    `${severity}  ${state}  rank ${rank}  ${formatAddress(subject, chain.family)}`,
    `  ${text}`,
    ...(others.length === 0 ? [] : [`  ${othersText(chain, others, size - 1)}`]),
    `  on ${chain.title}, by ${heuristic}; redflag alert show ${id.slice(2, 14)}`,
  ].join("\n");
}

/** "and 3 more findings by structuring and same-split about 0x… and 0x…" */
function othersText(chain: Chain, others: AlertGroup["members"], count: number): string {
  const isAll = count === others.length;
  const rules = namesText([...new Set(others.map(({ heuristic }) => heuristic))], isAll);
  const subjects = namesText([...new Set(others.map(({ subject }) => formatAddress(subject, chain.family)))], isAll);
  return `and ${countOf(count, "more alert")} by ${rules} about ${subjects}`;
}

function namesText(names: readonly string[], isAll: boolean): string {
  const shown = names.slice(0, NAMED_MAX);
  const all = shown.length < names.length || !isAll ? [...shown, "others"] : shown;
  const last = all.at(-1) ?? "";
  return all.length < 2 ? last : `${all.slice(0, -1).join(", ")} and ${last}`;
}

export function alertGroupLine(chain: Chain, { id, rank, size, members }: AlertGroup, text: string): AlertGroupLine {
  return {
    id,
    chain: chain.caip2,
    rank,
    size,
    text,
    members: members.map((alert) => ({
      id: alert.id,
      heuristic: alert.heuristic,
      severity: alert.severity,
      exposure: alert.exposure,
      state: alert.state,
      subject: formatCaip10(chain, alert.subject),
    })),
  };
}
