import type { Chain } from "@redflag/domain/chain";
import { tokenAmount } from "@redflag/domain/token-amount";
import type { AddressRecord } from "@redflag/domain/why";
import { assessmentLines } from "./assessment-text.ts";
import { countOf } from "./count-text.ts";

/** How near each rule with a memory came to firing on what the address sent. */
export function addressRecordLines(chain: Chain, { sent, isCut, rules }: AddressRecord): string[] {
  if (sent === 0) {
    const which = isCut ? "the first of its final transfers, which are too many to go through," : "its final transfers";
    return [`rules with a memory judge what an address sends; none of ${which} was sent by it`];
  }
  const scope = `${isCut ? "its first " : ""}${countOf(sent, "final payment")}`;
  return rules.flatMap(({ heuristic, version, fired, context, silent, withheld, gaps, nearest }) => {
    const { transfer, assessment } = nearest;
    const money = tokenAmount(chain, transfer.token, transfer.amount);
    return [
      `${heuristic} version ${version}, on ${scope}: fired ${fired}, silent ${silent}, could not be judged ${withheld}` +
        (context === 0 ? "" : `, added context ${context}`) +
        (gaps === 0 ? "" : `, failed ${gaps}`),
      `  ${LAST_TEXT[assessment.outcome] ?? "nearest"} at ${money}, block ${transfer.blockNumber}, transaction ${transfer.txHash}`,
      ...assessmentLines(heuristic, assessment).map((line) => `    ${line}`),
    ];
  });
}

const LAST_TEXT: Readonly<Record<string, string>> = { fires: "last fired", context: "last added context" };
