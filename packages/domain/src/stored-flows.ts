import type { Address } from "./address.ts";
import { addressText } from "./address-texts.ts";
import assert from "./assert.ts";
import { COUNT_MAX, RECENT_FLOWS_MAX, type RecentFlow, SUM_MICROS_MAX } from "./profile.ts";
import { ADDRESS_BYTES, ByteReader } from "./varint.ts";

/** What flows of a profile are in. */
export interface FlowToken {
  /** The contract; undefined of what was folded before layout 3. */
  token: Address | undefined;
  peg: string;
}

/** The remembered flows of one direction where they stand in the profile's bytes: most are never looked at. */
export interface StoredFlows {
  bytes: Uint8Array;
  /** Where the first begins and the last ends. */
  from: number;
  to: number;
  count: number;
  /** Any of them was with a known service. */
  haveService: boolean;
  /** By their places, which flows name: first those that the other direction met before, then those new in this one. */
  tokens: readonly FlowToken[];
  tokensBefore: number;
  tokensUntil: number;
  /** What times are counted from. */
  firstSeen: number;
}

/** Passes over the flows of a direction. @returns undefined where there are none */
export function passFlows(
  reader: ByteReader,
  bytes: Uint8Array,
  tokens: readonly FlowToken[],
  tokensBefore: number,
  firstSeen: number,
): StoredFlows | undefined {
  const count = reader.varint(RECENT_FLOWS_MAX);
  if (count === 0) return undefined;
  const from = reader.at;
  let tokensUntil = tokensBefore;
  let haveService = false;
  for (let left = count; left > 0; left--) {
    reader.pass(ADDRESS_BYTES);
    const place = reader.varint(tokens.length - 1);
    assert(place <= tokensUntil, "tokens stand as they first appear");
    if (place === tokensUntil) tokensUntil++;
    // Amount, time and block.
    reader.passVarints(3);
    const bits = reader.varint(COUNT_MAX) % 4;
    if (bits >= 2) reader.passVarints(1);
    if (bits % 2 === 1) haveService = true;
  }
  return { bytes, from, to: reader.at, count, haveService, tokens, tokensBefore, tokensUntil, firstSeen };
}

export function readFlows({ bytes, from, count, tokens, firstSeen }: StoredFlows): RecentFlow[] {
  const reader = new ByteReader(bytes, from);
  const flows: RecentFlow[] = [];
  for (let left = count; left > 0; left--) {
    const counterparty = addressText(bytes, reader.pass(ADDRESS_BYTES));
    const { token, peg } = tokens[reader.varint(tokens.length - 1)] as FlowToken;
    const micros = reader.bigVarint(SUM_MICROS_MAX);
    const time = firstSeen + reader.varint(COUNT_MAX);
    const blockNumber = reader.varint(COUNT_MAX);
    const place = reader.varint(COUNT_MAX);
    const bits = place % 4;
    const logIndex = (place - bits) / 4;
    const behind = bits >= 2 ? reader.varint(logIndex) : 0;
    assert(bits < 2 || behind > 0, "only a later log of a transaction says how far it is behind");
    const txFirstLog = logIndex - behind;
    const isService = bits % 2 === 1;
    flows.push({ counterparty, peg, token, micros, time, blockNumber, logIndex, txFirstLog, isService });
  }
  return flows;
}
