import type { Hash } from "./hex.ts";
import type { IssuerEventKind } from "./transfer.ts";

/** Names of the event families; each file in `freeze-families/` describes one. Facts: domain notes §2.5. */
export type FreezeFamilyName = "none" | "unverified" | "tether_legacy" | "circle";

/** Where an argument stands in a log: an indexed one in `topics[topic]`, another in the data's 32-byte word `word`. */
export type ArgumentPlace = { topic: 1 | 2 | 3 } | { word: number };

/** One event of an issuer's contract and what it means. */
export interface FreezeEvent {
  /** As the compiler hashes it; a test derives `topic0` from it. */
  signature: string;
  topic0: Hash;
  kind: IssuerEventKind;
  /** Exactly so many topics, `topic0` among them, and so many words of data: anything else is another event. */
  topicCount: number;
  wordCount: number;
  account?: ArgumentPlace;
  amount?: ArgumentPlace;
  /** Whether the contract emits a Transfer beside it. If so, counting both would count the money twice. */
  withTransfer: boolean;
}

export interface FreezeFamily {
  name: FreezeFamilyName;
  title: string;
  events: readonly FreezeEvent[];
  /** Where the signatures and places come from. */
  sources: readonly string[];
}

export function defineFreezeFamily(family: FreezeFamily): FreezeFamily {
  return Object.freeze(family);
}
