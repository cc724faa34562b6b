import type { Chain } from "@redflag/domain/chain";
import type { AddressRecord } from "@redflag/screen/why-address";
import { assessmentLines } from "./assessment-text.ts";
import { countOf } from "./count-text.ts";
import { tokenAmount } from "./token-amount.ts";

/** How near each rule with a memory came to firing on what the address sent. */
export function addressRecordLines(chain: Chain, { sent, isCut, rules }: AddressRecord): string[] {
  if (sent === 0)
    return ["rules with a memory judge what an address sends; none of its final transfers was sent by it"];
  const scope = `${isCut ? "its first " : ""}${countOf(sent, "final payment")}`;
  return rules.flatMap(({ heuristic, version, fired, silent, withheld, nearest }) => {
    const { transfer, assessment } = nearest;
    const money = tokenAmount(chain, transfer.token, transfer.amount);
    return [
      `${heuristic} version ${version}, on ${scope}: fired ${fired}, silent ${silent}, could not be judged ${withheld}`,
      `  ${assessment.outcome === "fires" ? "last fired" : "nearest"} at ${money}, block ${transfer.blockNumber}, transaction ${transfer.txHash}`,
      ...assessmentLines(heuristic, assessment).map((line) => `    ${line}`),
    ];
  });
}
