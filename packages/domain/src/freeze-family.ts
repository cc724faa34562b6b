import type { Hash } from "./hex.ts";
import type { IssuerEventKind } from "./transfer.ts";

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
  /** Instead of `account`: the one argument is an `address[]`, and the event says the same of each. */
  accountList?: true;
  amount?: ArgumentPlace;
  /** One event for both directions: it means `kind` where this bool is true and `otherwise` where it is false. */
  direction?: { place: ArgumentPlace; otherwise: IssuerEventKind };
  /** Whether the contract emits a Transfer beside it. If so, counting both would count the money twice. */
  withTransfer: boolean;
}

export interface FreezeFamily {
  name: string;
  title: string;
  /** Each with a topic of its own. */
  events: readonly FreezeEvent[];
  /** Where the signatures and places come from. */
  sources: readonly string[];
}

export function defineFreezeFamily(family: FreezeFamily): FreezeFamily {
  return Object.freeze(family);
}
