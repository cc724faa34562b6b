import { argumentWord } from "./argument-word.ts";
import type { Bridge, BridgeContract, BridgeEventShape, BridgeMessage } from "./bridge.ts";
import type { BridgeEvent } from "./bridge-event.ts";
import type { Hex } from "./hex.ts";
import { sliceBytes } from "./slice-tail.ts";
import { sliceAddress, sliceUint } from "./slice-word.ts";
import type { LedgerPosition, Log } from "./transfer.ts";

export type BridgeEventContent = Omit<BridgeEvent, keyof LedgerPosition>;

export type DecodedBridgeEvent =
  | { kind: "bridge_event"; event: BridgeEventContent }
  | { kind: "refused"; reason: string };

/** Reads a log of this contract whose first topic is the event's. */
export function decodeBridgeEvent(
  bridge: Bridge,
  contract: BridgeContract,
  shape: BridgeEventShape,
  log: Pick<Log, "topics" | "data">,
): DecodedBridgeEvent {
  const fault = shapeFault(shape, log);
  if (fault !== undefined) return refuse(shape, fault);
  const route = shape.message === undefined ? readRoute(shape, log) : readMessage(shape, shape.message, contract, log);
  if (typeof route === "string") return refuse(shape, route);

  const event: BridgeEventContent = { bridge: bridge.name, contract: contract.address, kind: shape.kind };
  if (route.remoteDomain !== undefined) event.remoteDomain = route.remoteDomain;
  if (route.nonce !== undefined) {
    const isSource = shape.kind === "sent" || shape.kind === "message_sent";
    const linkId = bridge.linkOf(route.nonce, isSource ? contract.domain : (route.remoteDomain ?? contract.domain));
    if (linkId === undefined) return refuse(shape, "whose nonce is wider than the bridge's are");
    event.linkId = linkId;
  }
  const token = shape.token === undefined ? contract.token : sliceAddress(argumentWord(log, shape.token));
  if (shape.token !== undefined && token === undefined) return refuse(shape, "whose token is not a 20-byte address");
  const account = shape.account && sliceAddress(argumentWord(log, shape.account));
  if (shape.account !== undefined && account === undefined) {
    return refuse(shape, "whose account is not a 20-byte address");
  }
  if (account !== undefined) event.account = account;
  if (shape.remoteAccount !== undefined) event.remoteAccount = argumentWord(log, shape.remoteAccount);
  if (shape.amount !== undefined) event.amount = BigInt(argumentWord(log, shape.amount));
  // A message that carries no money names none, though its contract serves one token.
  if (token !== undefined && event.amount !== undefined) event.token = token;
  return { kind: "bridge_event", event };
}

/** The word that holds the nonce, and the other side's number. */
interface Route {
  nonce?: Hex;
  remoteDomain?: number;
}

function shapeFault({ topicCount, wordCount, hasTail }: BridgeEventShape, log: Pick<Log, "topics" | "data">) {
  if (log.topics.length !== topicCount) return `with ${log.topics.length} topics; expected ${topicCount}`;
  if (hasTail) return sliceBytes(log.data, wordCount) === undefined ? "whose data are not encoded as it is" : undefined;
  if (log.data.length === 2 + wordCount * 64) return undefined;
  return `with ${(log.data.length - 2) / 2} bytes of data; expected ${wordCount * 32}`;
}

function readRoute(shape: BridgeEventShape, log: Pick<Log, "topics" | "data">): Route | string {
  const remoteDomain = shape.remoteDomain && sliceUint(argumentWord(log, shape.remoteDomain), 32);
  if (shape.remoteDomain !== undefined && remoteDomain === undefined) return "whose domain is wider than 32 bits";
  return {
    ...(shape.nonce !== undefined && { nonce: argumentWord(log, shape.nonce) }),
    ...(remoteDomain !== undefined && { remoteDomain: Number(remoteDomain) }),
  };
}

function readMessage(
  { wordCount }: BridgeEventShape,
  { version, nonceByteCount, headByteCount }: BridgeMessage,
  { domain }: BridgeContract,
  { data }: Pick<Log, "data">,
): Route | string {
  const message = sliceBytes(data, wordCount) ?? "0x";
  if (message.length < 2 + headByteCount * 2) return `whose message is shorter than ${headByteCount} bytes`;
  if (uint32At(message, 0) !== version) return `whose message is of version ${uint32At(message, 0)}, not ${version}`;
  if (uint32At(message, 4) !== domain) return `whose message is from domain ${uint32At(message, 4)}, not ${domain}`;
  const nonce = message.slice(2 + 12 * 2, 2 + (12 + nonceByteCount) * 2);
  return {
    remoteDomain: uint32At(message, 8),
    ...(nonceByteCount > 0 && { nonce: `0x${nonce.padStart(64, "0")}` as const }),
  };
}

function uint32At(bytes: Hex, offset: number): number {
  return Number.parseInt(bytes.slice(2 + offset * 2, 2 + (offset + 4) * 2), 16);
}

function refuse({ signature }: BridgeEventShape, fault: string): DecodedBridgeEvent {
  return { kind: "refused", reason: `${signature} ${fault}` };
}
