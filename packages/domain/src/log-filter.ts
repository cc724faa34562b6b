import type { Address } from "./address.ts";
import { TRANSFER_TOPIC } from "./decode-transfer.ts";
import { findFreezeFamily } from "./freeze-family-registry.ts";
import type { Hash } from "./hex.ts";
import { listContracts } from "./token-registry.ts";

/**
 * What to ask of the chain's endpoints: logs of these contracts with one of these first topics. Sorted, lower case.
 * @throws Problem `chain_unknown`
 */
export function logFilterFor(chainName: string): { addresses: readonly Address[]; topics0: readonly Hash[] } {
  const known = listContracts(chainName);
  const topics0 = new Set<Hash>([TRANSFER_TOPIC]);
  for (const { token } of known) {
    for (const event of findFreezeFamily(token.freezeFamily)?.events ?? []) topics0.add(event.topic0);
  }
  return { addresses: known.map(({ contract }) => contract.address), topics0: [...topics0].sort() };
}
