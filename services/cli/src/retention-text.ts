import type { Chain } from "@redflag/domain/chain";
import type { CutReport, KeptReason } from "@redflag/screen/cut-ledger";
import { countOf } from "./count-text.ts";

/** What retention did, or would do, and why it went no further. */
export function retentionText(chain: Chain, days: number, { isDryRun, dropped, kept }: CutReport): string[] {
  const age = countOf(days, "day");
  const [first, last] = [dropped[0], dropped.at(-1)];
  const done =
    first === undefined || last === undefined
      ? `nothing of ${chain.name} ${isDryRun ? "would be" : "was"} dropped`
      : `${isDryRun ? "would drop" : "dropped"} ${chain.name} blocks ${first.from} to ${last.to}, older than ${age}; ` +
        "their alerts, evidence and coverage stay";
  if (kept === undefined) return [done];
  return [done, `blocks ${kept.from} to ${kept.to} and all above stay: ${REASONS[kept.reason](age)}`];
}

const REASONS: Record<KeptReason, (age: string) => string> = {
  young: (age) => `not all of them are older than ${age}`,
  unsettled: () => "screening has yet to judge all of them as final",
  remembered: () => "rules with a memory may still count payments in them",
};
