import type { Address } from "./address.ts";
import { listBridgeContracts } from "./bridge-registry.ts";
import { TRANSFER_TOPIC } from "./decode-transfer.ts";
import type { Hash } from "./hex.ts";
import { listContracts } from "./token-registry.ts";

/**
 * What to ask of the chain's endpoints: logs of these contracts (tokens and bridges) with one of these first topics.
 * Sorted, lower case.
 * @throws Problem `chain_unknown`
 */
export function logFilterFor(chainName: string): { addresses: readonly Address[]; topics0: readonly Hash[] } {
  const tokens = listContracts(chainName);
  const bridges = listBridgeContracts(chainName);
  const topics0 = new Set<Hash>([TRANSFER_TOPIC]);
  for (const { contract } of tokens) {
    if (typeof contract.freezes === "string") continue;
    for (const event of contract.freezes.events) topics0.add(event.topic0);
  }
  for (const { events } of bridges) {
    for (const topic0 of events.keys()) topics0.add(topic0);
  }
  const addresses = [...tokens, ...bridges].map(({ contract }) => contract.address);
  return { addresses: addresses.sort(), topics0: [...topics0].sort() };
}
