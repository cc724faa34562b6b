import type { Address } from "./address.ts";
import assert from "./assert.ts";
import { COUNT_MAX, PROFILE_TOKENS_MAX, RECENT_FLOWS_MAX, type RecentFlow, SUM_MICROS_MAX } from "./profile.ts";
import {
  ADDRESS_BYTES,
  type ByteReader,
  type ByteWriter,
  NUMBER_BYTES_MAX,
  readMany,
  SUM_BYTES_MAX,
} from "./varint.ts";

/** What the flows of a profile are in: each once, and written once. */
interface FlowToken {
  token: Address | undefined;
  peg: string;
}

/** Counterparty, token, amount, time, block and log, the log with two bits, and how far the transaction's first is from it. */
const RECENT_BYTES_MAX = ADDRESS_BYTES + 1 + SUM_BYTES_MAX + 4 * NUMBER_BYTES_MAX;
/** For each peg, a token that nobody took down may come besides those that the registry knows. */
const TOKEN_BYTES_MAX = 1 + ADDRESS_BYTES;

export function flowBytesMax(pegsMax: number): number {
  return 2 + pegsMax + PROFILE_TOKENS_MAX * TOKEN_BYTES_MAX + 2 * (1 + RECENT_FLOWS_MAX * RECENT_BYTES_MAX);
}

/**
 * tokens (count, then each: twice the index of its peg plus 1 where it is known, and then its contract) · flows in, flows
 * out (count, then each: counterparty, index of the token, micros, time − firstSeen, block, four times the log index plus 1
 * for a service and plus 2 where it is not the first of its transaction, and then how far behind that it is).
 */
export function writeFlows(
  writer: ByteWriter,
  flowsIn: readonly RecentFlow[],
  flowsOut: readonly RecentFlow[],
  pegs: readonly string[],
  firstSeen: number,
): void {
  const tokens: FlowToken[] = [];
  collectTokens(tokens, flowsIn);
  collectTokens(tokens, flowsOut);
  assert(tokens.length <= PROFILE_TOKENS_MAX + pegs.length, "a profile meets only tokens of the chain's registry");
  writer.varint(tokens.length);
  for (const { token, peg } of tokens) {
    writer.varint(pegs.indexOf(peg) * 2 + (token === undefined ? 0 : 1));
    if (token !== undefined) writer.hex(token);
  }
  writeDirection(writer, flowsIn, tokens, firstSeen);
  writeDirection(writer, flowsOut, tokens, firstSeen);
}

/** As they first appear: mostly one, and mostly that of the flow before. */
function collectTokens(tokens: FlowToken[], flows: readonly RecentFlow[]): void {
  let before: FlowToken | undefined;
  for (const flow of flows) {
    if (before !== undefined && before.token === flow.token && before.peg === flow.peg) continue;
    before = flow;
    if (indexOf(tokens, flow) === -1) tokens.push({ token: flow.token, peg: flow.peg });
  }
}

function indexOf(tokens: readonly FlowToken[], { token, peg }: RecentFlow): number {
  for (let at = 0; at < tokens.length; at++) {
    const known = tokens[at] as FlowToken;
    if (known.token === token && known.peg === peg) return at;
  }
  return -1;
}

function writeDirection(
  writer: ByteWriter,
  flows: readonly RecentFlow[],
  tokens: readonly FlowToken[],
  firstSeen: number,
): void {
  writer.varint(flows.length);
  for (const flow of flows) {
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

export function readFlows(
  reader: ByteReader,
  pegs: readonly string[],
  firstSeen: number,
): { recentIn: RecentFlow[]; recentOut: RecentFlow[] } {
  const tokens = readMany(reader, PROFILE_TOKENS_MAX + pegs.length, (): FlowToken => {
    const head = reader.varint(2 * pegs.length);
    const peg = pegs[head >> 1];
    assert(peg !== undefined, "a token has a peg of the profile");
    return { token: head % 2 === 1 ? reader.hex(ADDRESS_BYTES) : undefined, peg };
  });
  return {
    recentIn: readDirection(reader, tokens, firstSeen),
    recentOut: readDirection(reader, tokens, firstSeen),
  };
}

function readDirection(reader: ByteReader, tokens: readonly FlowToken[], firstSeen: number): RecentFlow[] {
  return readMany(reader, RECENT_FLOWS_MAX, (): RecentFlow => {
    const counterparty = reader.hex(ADDRESS_BYTES);
    const known = tokens[reader.varint(tokens.length)];
    assert(known !== undefined, "a flow names a token of the profile");
    const { token, peg } = known;
    const micros = reader.bigVarint(SUM_MICROS_MAX);
    const time = firstSeen + reader.varint(COUNT_MAX);
    const blockNumber = reader.varint(COUNT_MAX);
    const place = reader.varint(COUNT_MAX);
    const bits = place % 4;
    const logIndex = (place - bits) / 4;
    const behind = bits >= 2 ? reader.varint(logIndex) : 0;
    assert(bits < 2 || behind > 0, "only a later log of a transaction says how far it is behind");
    const txFirstLog = logIndex - behind;
    return { counterparty, peg, token, micros, time, blockNumber, logIndex, txFirstLog, isService: bits % 2 === 1 };
  });
}

/** As layout 2 had them: flows in, flows out, each with the index of its peg, and twice the log index plus 1 for a service. */
export function readFirstFlows(
  reader: ByteReader,
  pegs: readonly string[],
  firstSeen: number,
): { recentIn: RecentFlow[]; recentOut: RecentFlow[] } {
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
  return {
    recentIn: readMany(reader, RECENT_FLOWS_MAX, readOne),
    recentOut: readMany(reader, RECENT_FLOWS_MAX, readOne),
  };
}
