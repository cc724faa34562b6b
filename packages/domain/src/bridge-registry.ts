import type { Address } from "./address.ts";
import type { Bridge, BridgeContract, BridgeEventShape } from "./bridge.ts";
import { BRIDGE_FILES } from "./bridge-files.ts";
import { getChain } from "./chain-registry.ts";
import type { Hash } from "./hex.ts";

/** Every bridge whose events Redflag reads, one file each in `bridges/`. */
export const BRIDGES: readonly Bridge[] = BRIDGE_FILES.flatMap((file) => Object.values(file));

export interface KnownBridge {
  bridge: Bridge;
  contract: BridgeContract;
  /** By first topic. */
  events: ReadonlyMap<Hash, BridgeEventShape>;
}

const NONE: ReadonlyMap<Address, KnownBridge> = new Map();
const BY_CHAIN = indexByChain();

/** Two look-ups, nothing allocated. Undefined also for a chain that nobody knows. */
export function findBridge(chainName: string, address: Address): KnownBridge | undefined {
  return BY_CHAIN.get(chainName)?.get(address);
}

/**
 * Every known bridge contract of the chain, sorted by address.
 * @throws Problem `chain_unknown`
 */
export function listBridgeContracts(chainName: string): readonly KnownBridge[] {
  const known = [...(BY_CHAIN.get(getChain(chainName).name) ?? NONE).values()];
  return known.sort((a, b) => (a.contract.address < b.contract.address ? -1 : 1));
}

function indexByChain(): ReadonlyMap<string, ReadonlyMap<Address, KnownBridge>> {
  const byChain = new Map<string, Map<Address, KnownBridge>>();
  for (const bridge of BRIDGES) {
    const events = new Map(bridge.events.map((event) => [event.topic0, event]));
    for (const contract of bridge.contracts) {
      const known = byChain.get(contract.chain) ?? new Map<Address, KnownBridge>();
      byChain.set(contract.chain, known.set(contract.address, { bridge, contract, events }));
    }
  }
  return byChain;
}
