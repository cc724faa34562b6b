import { type Address, parseAddressOn } from "./address.ts";
import type { BridgeEventKind } from "./bridge-event.ts";
import { getChain } from "./chain-registry.ts";
import type { ArgumentPlace } from "./freeze-family.ts";
import type { Hash } from "./hex.ts";

/** One event of a bridge's contract and where its arguments stand. */
export interface BridgeEventShape {
  /** As the compiler hashes it; a test derives `topic0` from it. */
  signature: string;
  topic0: Hash;
  kind: BridgeEventKind;
  topicCount: number;
  /** Words of data before the tail, if any. */
  wordCount: number;
  /** Whether the last of these words is the offset of a `bytes`, the only argument of variable length. */
  hasTail: boolean;
  /** With the domain it was sent from, what both legs share. Absent where the source chain does not know it yet. */
  nonce?: ArgumentPlace;
  /** The other side's number, as the bridge counts chains (32 bits). */
  remoteDomain?: ArgumentPlace;
  /** Whose money left or arrived on this chain. */
  account?: ArgumentPlace;
  /** Who is to have it on the other side: 32 bytes, since addresses there may be longer. */
  remoteAccount?: ArgumentPlace;
  token?: ArgumentPlace;
  amount?: ArgumentPlace;
  /** The tail is a message that names its domains and its nonce itself. */
  message?: BridgeMessage;
}

/** A message's head: version, source domain, destination domain (4 bytes each), then the nonce. */
export interface BridgeMessage {
  version: number;
  /** 0 where the place is kept free on the source chain and filled in later. */
  nonceByteCount: 0 | 8;
  headByteCount: number;
}

export interface BridgeContract {
  /** `Chain.name` */
  chain: string;
  address: Address;
  /** This chain's number, as the bridge counts chains. */
  domain: number;
  /** The token it locks or mints, where it serves one and its events do not name it. */
  token?: Address;
}

/** A protocol that moves a token between chains, with its contracts. */
export interface Bridge {
  name: string;
  title: string;
  contracts: readonly BridgeContract[];
  /** Each with a topic of its own. */
  events: readonly BridgeEventShape[];
  /**
   * The text by which the legs of one message are joined, from the nonce's word and the domain the message was sent
   * from. Undefined: no nonce of this bridge looks so.
   */
  linkOf(nonce: Hash, sourceDomain: number): string | undefined;
  sources: readonly string[];
}

/** What a file writes: addresses as explorers show them. */
type BridgeDefinition = Omit<Bridge, "contracts"> & {
  contracts: ReadonlyArray<Omit<BridgeContract, "address" | "token"> & { address: string; token?: string }>;
};

/**
 * Addresses are written with their checksum and held in lower case.
 * @throws Problem `address_malformed` or `address_checksum` naming the address, `chain_unknown`
 */
export function defineBridge(bridge: BridgeDefinition): Bridge {
  const contracts = bridge.contracts.map(({ chain, domain, ...contract }) => {
    const read = (text: string) => parseAddressOn(getChain(chain), text);
    const token = contract.token === undefined ? {} : { token: read(contract.token) };
    return Object.freeze({ chain, domain, address: read(contract.address), ...token });
  });
  return Object.freeze({ ...bridge, contracts: Object.freeze(contracts) });
}
