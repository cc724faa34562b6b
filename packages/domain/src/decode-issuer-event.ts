import type { Address } from "./address.ts";
import { argumentWord } from "./argument-word.ts";
import type { FreezeEvent } from "./freeze-family.ts";
import type { Amount } from "./money.ts";
import { ADDRESS_LIST_MAX, sliceAddressList } from "./slice-tail.ts";
import { sliceAddress, sliceUint } from "./slice-word.ts";
import type { IssuerEventKind, Log } from "./transfer.ts";

interface IssuerEventContent {
  kind: IssuerEventKind;
  account?: Address;
  amount?: Amount;
}

/** One log may be about many accounts: then an event for each, in the log's order. */
export type DecodedIssuerEvents =
  | { kind: "issuer_event"; events: readonly IssuerEventContent[] }
  | { kind: "refused"; reason: string };

/** Reads a log whose first topic is the event's. */
export function decodeIssuerEvents(event: FreezeEvent, log: Pick<Log, "topics" | "data">): DecodedIssuerEvents {
  const { signature, topicCount, wordCount } = event;
  if (log.topics.length !== topicCount) {
    return refuse(`${signature} with ${log.topics.length} topics; expected ${topicCount}`);
  }
  if (event.accountList) return decodeAccountList(event, log);
  if (log.data.length !== 2 + wordCount * 64) {
    return refuse(`${signature} with ${(log.data.length - 2) / 2} bytes of data; expected ${wordCount * 32}`);
  }
  const account = event.account && sliceAddress(argumentWord(log, event.account));
  if (event.account !== undefined && account === undefined) {
    return refuse(`${signature} whose account is not a 20-byte address`);
  }
  const kind = kindOf(event, log);
  if (kind === undefined) return refuse(`${signature} whose direction is neither true nor false`);
  const amount = event.amount && BigInt(argumentWord(log, event.amount));
  return {
    kind: "issuer_event",
    events: [{ kind, ...(account !== undefined && { account }), ...(amount !== undefined && { amount }) }],
  };
}

/** Naming nobody is refused too: it says nothing, and an operator should see who sends it. */
function decodeAccountList({ signature, kind }: FreezeEvent, { data }: Pick<Log, "data">): DecodedIssuerEvents {
  const accounts = sliceAddressList(data);
  if (accounts === undefined || accounts.length === 0) {
    return refuse(`${signature} whose data are not a list of 1 to ${ADDRESS_LIST_MAX} addresses`);
  }
  return { kind: "issuer_event", events: accounts.map((account) => ({ kind, account })) };
}

function kindOf({ kind, direction }: FreezeEvent, log: Pick<Log, "topics" | "data">): IssuerEventKind | undefined {
  if (direction === undefined) return kind;
  const flag = sliceUint(argumentWord(log, direction.place), 1);
  return flag === undefined ? undefined : flag === 1n ? kind : direction.otherwise;
}

function refuse(reason: string): DecodedIssuerEvents {
  return { kind: "refused", reason };
}
