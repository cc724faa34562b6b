import { addressText } from "./address-texts.ts";
import assert from "./assert.ts";
import { FlowMemory } from "./flow-memory.ts";
import { COUNT_MAX, PROFILE_TOKENS_MAX, RECENT_FLOWS_MAX, type RecentFlow, SUM_MICROS_MAX } from "./profile.ts";
import { type FlowToken, passFlows } from "./stored-flows.ts";
import {
  ADDRESS_BYTES,
  type ByteReader,
  type ByteWriter,
  NUMBER_BYTES_MAX,
  readMany,
  SUM_BYTES_MAX,
} from "./varint.ts";

/** Counterparty, token, amount, time, block and log, the log with two bits, and how far the transaction's first is from it. */
const RECENT_BYTES_MAX = ADDRESS_BYTES + 1 + SUM_BYTES_MAX + 4 * NUMBER_BYTES_MAX;
/** For each peg, a token that nobody took down may come besides those that the registry knows. */
const TOKEN_BYTES_MAX = 1 + ADDRESS_BYTES;

export function flowBytesMax(pegsMax: number): number {
  return 2 + pegsMax + PROFILE_TOKENS_MAX * TOKEN_BYTES_MAX + 2 * (1 + RECENT_FLOWS_MAX * RECENT_BYTES_MAX);
}

/** What the flows are in, as it first appears: mostly one, and mostly that of the flow before. */
export function listTokens(flowsIn: FlowMemory, flowsOut: FlowMemory): readonly FlowToken[] {
  const tokens: FlowToken[] = [];
  collectTokens(tokens, flowsIn);
  const { stored } = flowsOut;
  // Stored flows name tokens by their places: where those of the other direction have changed, these no longer hold.
  if (stored !== undefined && !areFirst(tokens, stored.tokens, stored.tokensBefore)) flowsOut.unstore();
  collectTokens(tokens, flowsOut);
  return tokens;
}

function collectTokens(tokens: FlowToken[], { stored, held, laterFrom }: FlowMemory): void {
  if (stored !== undefined) {
    for (let at = stored.tokensBefore; at < stored.tokensUntil; at++) tokens.push(stored.tokens[at] as FlowToken);
  }
  let before: FlowToken | undefined;
  for (let at = laterFrom; at < held.length; at++) {
    const flow = held[at] as RecentFlow;
    if (before !== undefined && isSame(before, flow)) continue;
    before = flow;
    if (indexOf(tokens, flow) === -1) tokens.push({ token: flow.token, peg: flow.peg });
  }
}

function areFirst(tokens: readonly FlowToken[], of: readonly FlowToken[], count: number): boolean {
  return tokens.length === count && tokens.every((token, at) => isSame(token, of[at] as FlowToken));
}

function isSame(one: FlowToken, other: FlowToken): boolean {
  return one.token === other.token && one.peg === other.peg;
}

function indexOf(tokens: readonly FlowToken[], flow: FlowToken): number {
  for (let at = 0; at < tokens.length; at++) if (isSame(tokens[at] as FlowToken, flow)) return at;
  return -1;
}

/**
 * tokens (count, then each: twice the index of its peg plus 1 where it is known, and then its contract) · flows in, flows
 * out (count, then each: counterparty, index of the token, micros, time − firstSeen, block, four times the log index plus 1
 * for a service and plus 2 where it is not the first of its transaction, and then how far behind that it is).
 * @param tokens as `listTokens` gave them just before
 */
export function writeFlows(
  writer: ByteWriter,
  flowsIn: FlowMemory,
  flowsOut: FlowMemory,
  tokens: readonly FlowToken[],
  pegs: readonly string[],
  firstSeen: number,
): void {
  assert(tokens.length <= PROFILE_TOKENS_MAX + pegs.length, "a profile meets only tokens of the chain's registry");
  writer.varint(tokens.length);
  for (const { token, peg } of tokens) {
    writer.varint(pegs.indexOf(peg) * 2 + (token === undefined ? 0 : 1));
    if (token !== undefined) writer.hex(token);
  }
  writeDirection(writer, flowsIn, tokens, firstSeen);
  writeDirection(writer, flowsOut, tokens, firstSeen);
}

function writeDirection(
  writer: ByteWriter,
  { count, stored, held, laterFrom }: FlowMemory,
  tokens: readonly FlowToken[],
  firstSeen: number,
): void {
  writer.varint(count);
  if (stored !== undefined) writer.copy(stored.bytes, stored.from, stored.to);
  for (let at = laterFrom; at < held.length; at++) {
    const flow = held[at] as RecentFlow;
    const { counterparty, micros, time, blockNumber, logIndex, txFirstLog, isService } = flow;
    writer.hex(counterparty);
    writer.varint(indexOf(tokens, flow));
    writer.bigVarint(micros);
    writer.varint(time - firstSeen);
    writer.varint(blockNumber);
    const behind = logIndex - txFirstLog;
    writer.varint(logIndex * 4 + (behind === 0 ? 0 : 2) + (isService ? 1 : 0));
    if (behind !== 0) writer.varint(behind);
  }
}

/** Where they stand, without reading them. */
export function passFlowsOf(
  reader: ByteReader,
  bytes: Uint8Array,
  pegs: readonly string[],
  firstSeen: number,
): [FlowMemory, FlowMemory] {
  const tokens: FlowToken[] = [];
  for (let left = reader.varint(PROFILE_TOKENS_MAX + pegs.length); left > 0; left--) {
    const head = reader.varint(2 * pegs.length);
    const peg = pegs[head >> 1];
    assert(peg !== undefined, "a token has a peg of the profile");
    tokens.push({ token: head % 2 === 1 ? addressText(bytes, reader.pass(ADDRESS_BYTES)) : undefined, peg });
  }
  const flowsIn = passFlows(reader, bytes, tokens, 0, firstSeen);
  const flowsOut = passFlows(reader, bytes, tokens, flowsIn?.tokensUntil ?? 0, firstSeen);
  return [new FlowMemory([], flowsIn), new FlowMemory([], flowsOut)];
}

/** As layout 2 had them: flows in, flows out, each with the index of its peg, and twice the log index plus 1 for a service. */
export function readFirstFlows(
  reader: ByteReader,
  pegs: readonly string[],
  firstSeen: number,
): [FlowMemory, FlowMemory] {
  const readOne = (): RecentFlow => {
    const counterparty = reader.hex(ADDRESS_BYTES);
    const peg = pegs[reader.varint(pegs.length)];
    assert(peg !== undefined, "a flow names a peg of the profile");
    const micros = reader.bigVarint(SUM_MICROS_MAX);
    const time = firstSeen + reader.varint(COUNT_MAX);
    const blockNumber = reader.varint(COUNT_MAX);
    const place = reader.varint(COUNT_MAX);
    const isService = place % 2 === 1;
    const logIndex = (place - (isService ? 1 : 0)) / 2;
    const rest = { token: undefined, logIndex, txFirstLog: logIndex, isService };
    return { counterparty, peg, micros, time, blockNumber, ...rest };
  };
  const flowsIn = readMany(reader, RECENT_FLOWS_MAX, readOne);
  return [new FlowMemory(flowsIn), new FlowMemory(readMany(reader, RECENT_FLOWS_MAX, readOne))];
}
