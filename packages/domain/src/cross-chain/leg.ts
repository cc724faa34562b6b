import type { Address } from "../address.ts";
import assert from "../assert.ts";
import type { ListedEntry } from "../entry.ts";
import type { SupportingTransfer } from "../finding.ts";
import type { Armed, CrossChainHeuristic, ReasonEntry } from "../heuristic.ts";
import { findToken, type KnownToken } from "../token-registry.ts";

/** Where a leg's event stands in the ledgers of all chains. */
export interface LegPlace {
  chainId: number;
  blockNumber: number;
  logIndex: number;
}

/** One side of a bridge's message that carries money: it left a chain, or arrived on one. */
export interface Leg extends LegPlace {
  /** `Chain.name` */
  chain: string;
  /** Block time, unix seconds, which never falls along a chain: the order of all lanes. */
  clock: number;
  direction: "departure" | "arrival";
  /** `Bridge.name` */
  bridge: string;
  /** The same text on both sides. */
  matchKey: string;
  /** `Chain.name` of the other side; absent where no chain of the registry has the number that the bridge gives. */
  remoteChain?: string;
  /** Whose money it is: the account that the bridge names, or who paid it, or was paid by it, in the same transaction. */
  holder: Address;
  /** The payment on this chain that the bridge's event is about. */
  payment: SupportingTransfer;
}

/** What judging has made of a leg. It is kept with the leg, so that judging goes on from anywhere. */
export interface LegOutcome {
  /** The other side of the same message. */
  partner?: string;
  /** Of a departure: the arrival whose money it carried on. */
  continues?: string;
  /** Of an arrival: the departure that carried its money on. */
  carriedBy?: string;
  /** Of a paired arrival: the legs of the way here, departure and arrival in turn, oldest first, itself last. */
  path?: readonly string[];
  /** A list in force there called the holder a known service. */
  isService?: true;
  /** What else the lists in force there said of the holder. */
  listings?: readonly ReasonEntry[];
  /** Of an arrival on which the rule failed: how. */
  gap?: string;
}

export interface KnownLeg extends Leg {
  outcome: LegOutcome;
}

/** A departure and its arrival, with what lists said of the two holders. */
export interface Hop {
  departure: KnownLeg;
  arrival: KnownLeg;
}

/** What screening holds about the place of a leg. */
export interface LegInputs {
  /** Absent where the epoch there is older than the rule: nothing is judged. */
  rule?: Armed<CrossChainHeuristic>;
  entriesOf(address: Address): readonly ListedEntry[];
}

/** Begins the keys of bridges whose message has its id on one side only: parties, chains and amounts join those. */
const PARTIES = "parties:";

export function partiesKey(bridge: string, sourceDomain: number, remoteDomain: number, remoteAccount: string): string {
  return `${PARTIES}${bridge}:${sourceDomain}:${remoteDomain}:${remoteAccount}`;
}

/** The two sides carry the same id, which no other message has. */
export function isJoinedById({ matchKey }: Leg): boolean {
  return !matchKey.startsWith(PARTIES);
}

export function legName({ chainId, blockNumber, logIndex }: LegPlace): string {
  return `${chainId}/${blockNumber}/${logIndex}`;
}

export function legPlaceOf(name: string): LegPlace {
  const [chainId, blockNumber, logIndex] = name.split("/").map(Number);
  assert(chainId !== undefined && blockNumber !== undefined && logIndex !== undefined, "a leg's name has three parts");
  return { chainId, blockNumber, logIndex };
}

/** The one order of all lanes' legs: (clock, chain, block, log). */
export function inClockOrder(a: Leg, b: Leg): number {
  return a.clock - b.clock || a.chainId - b.chainId || a.blockNumber - b.blockNumber || a.logIndex - b.logIndex;
}

export function tokenOfLeg({ chain, payment }: Leg): KnownToken {
  const token = findToken(chain, payment.transfer.token);
  assert(token !== undefined, "the token of a leg's payment is registered");
  return token;
}

/** Decimals that hold every token's amounts exactly. */
const WORTH_DECIMALS = 36;

/** What moved, in parts of the peg's unit that are the same for tokens of any decimals. */
export function worthOfLeg(leg: Leg): bigint {
  return leg.payment.transfer.amount * 10n ** BigInt(WORTH_DECIMALS - tokenOfLeg(leg).contract.decimals);
}
