import type { Address } from "./address.ts";
import { listBridgeContracts } from "./bridge-registry.ts";
import { contentHash } from "./content-hash.ts";
import { TRANSFER_TOPIC } from "./decode-transfer.ts";
import { FREEZE_TOPICS } from "./freeze-family-registry.ts";
import type { Hash } from "./hex.ts";
import type { TokenContract } from "./token.ts";
import { listContracts } from "./token-registry.ts";

interface LogFilter {
  addresses: readonly Address[];
  topics0: readonly Hash[];
}

/**
 * What to ask of the chain's endpoints: logs of these contracts (tokens and bridges) with one of these first topics.
 * Sorted, lower case.
 * @throws Problem `chain_unknown`
 */
export function logFilterFor(chainName: string): LogFilter {
  const tokens = listContracts(chainName);
  const bridges = listBridgeContracts(chainName);
  const topics0 = new Set<Hash>([TRANSFER_TOPIC]);
  for (const { contract } of tokens) {
    for (const topic0 of freezeTopicsOf(contract)) topics0.add(topic0);
  }
  for (const { events } of bridges) {
    for (const topic0 of events.keys()) topics0.add(topic0);
  }
  const addresses = [...tokens, ...bridges].map(({ contract }) => contract.address);
  return { addresses: addresses.sort(), topics0: [...topics0].sort() };
}

/** Of an unverified family, whatever any family says of who may move money: such a log is refused, and so seen. */
function freezeTopicsOf({ freezes }: TokenContract): Iterable<Hash> {
  if (freezes === "none") return [];
  return freezes === "unverified" ? FREEZE_TOPICS.keys() : freezes.events.map(({ topic0 }) => topic0);
}

/**
 * Names what was asked of a stretch of blocks. It tells whether two filters are the same, not which of them asks for more.
 */
export function logFilterDigest({ addresses, topics0 }: LogFilter): Hash {
  return contentHash("redflag/log-filter/1", { addresses: addresses.toSorted(), topics0: topics0.toSorted() });
}
