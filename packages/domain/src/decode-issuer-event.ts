import type { Address } from "./address.ts";
import type { ArgumentPlace, FreezeEvent } from "./freeze-family.ts";
import type { Hex } from "./hex.ts";
import type { Amount } from "./money.ts";
import { sliceAddress, sliceWord } from "./slice-word.ts";
import type { IssuerEventKind, Log } from "./transfer.ts";

export type DecodedIssuerEvent =
  | { kind: "issuer_event"; event: { kind: IssuerEventKind; account?: Address; amount?: Amount } }
  | { kind: "refused"; reason: string };

/** Reads a log whose first topic is the event's. */
export function decodeIssuerEvent(event: FreezeEvent, log: Pick<Log, "topics" | "data">): DecodedIssuerEvent {
  const { signature, kind, topicCount, wordCount } = event;
  if (log.topics.length !== topicCount) {
    return refuse(`${signature} with ${log.topics.length} topics; expected ${topicCount}`);
  }
  if (log.data.length !== 2 + wordCount * 64) {
    return refuse(`${signature} with ${(log.data.length - 2) / 2} bytes of data; expected ${wordCount * 32}`);
  }
  const account = event.account && sliceAddress(wordAt(log, event.account));
  if (event.account !== undefined && account === undefined) {
    return refuse(`${signature} whose account is not a 20-byte address`);
  }
  const amount = event.amount && BigInt(wordAt(log, event.amount));
  return {
    kind: "issuer_event",
    event: { kind, ...(account !== undefined && { account }), ...(amount !== undefined && { amount }) },
  };
}

function wordAt({ topics, data }: Pick<Log, "topics" | "data">, place: ArgumentPlace): Hex {
  return "topic" in place ? (topics[place.topic] ?? "0x") : sliceWord(data, place.word);
}

function refuse(reason: string): DecodedIssuerEvent {
  return { kind: "refused", reason };
}
