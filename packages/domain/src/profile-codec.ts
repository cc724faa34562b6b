import assert from "./assert.ts";
import { addPeg, collectDayPegs, collectPegs, writeDays } from "./day-codec.ts";
import { DayMemory } from "./day-memory.ts";
import { flowBytesMax, listTokens, passFlowsOf, readFirstFlows, writeFlows } from "./flow-codec.ts";
import { refuseNewer } from "./newer-memory.ts";
import { PegSums } from "./peg-sums.ts";
import {
  COUNT_MAX,
  FIRST_LAYOUT,
  type PegSum,
  PROFILE_DAYS_MAX,
  PROFILE_LAYOUT,
  PROFILE_PEGS_MAX,
  type Profile,
  type QuietSpell,
  SUM_MICROS_MAX,
} from "./profile.ts";
import { GrowingProfile } from "./profile-growth.ts";
import { readSketch, SKETCH_BYTES_MAX, writeSketch } from "./sketch-codec.ts";
import { passDays } from "./stored-days.ts";
import { ByteReader, ByteWriter, NUMBER_BYTES_MAX, SUM_BYTES_MAX } from "./varint.ts";

const PEG_BYTES = 3;
const PEG = /^[A-Z]{3}$/;
const FLOW_BYTES_MAX = NUMBER_BYTES_MAX + 1 + PROFILE_PEGS_MAX * (1 + SUM_BYTES_MAX);

/**
 * No profile is longer, whatever was folded: 87 kB, if someone pays an address astronomic sums in 32 pegs in and out
 * on each of 92 days. One with a payment of one peg each day of the window has about 1 kB.
 */
export const PROFILE_BYTES_MAX =
  1 +
  4 * NUMBER_BYTES_MAX +
  (1 + PROFILE_PEGS_MAX * PEG_BYTES) +
  (1 + PROFILE_DAYS_MAX * (NUMBER_BYTES_MAX + 2 * FLOW_BYTES_MAX)) +
  (1 + PROFILE_PEGS_MAX * (1 + SUM_BYTES_MAX + 1)) +
  4 * NUMBER_BYTES_MAX +
  flowBytesMax(PROFILE_PEGS_MAX) +
  2 * SKETCH_BYTES_MAX;

/** Encoded one behind the other: a buffer for each would cost more than its encoding. */
const POOL_BYTES = 2 ** 20;
let pool = new ByteWriter(new Uint8Array(POOL_BYTES));

/**
 * layout · firstSeen + 1, or 0 when nothing was folded · lastSeen − firstSeen · inCount · outCount ·
 * detailFrom − firstSeen + 1, or 0 without · lastSeen − lastActive + 1, or 0 without · the quiet spell's from − firstSeen + 1
 * and its length, or 0 without ·
 * pegs (count, then 3 letters each, as they first appear below) · days (count, then each: days since the one before, flow in, flow out) ·
 * net (count, then each: index of the peg, sign and micros) · the remembered flows (flow-codec.ts) ·
 * payers, payees (sketch-codec.ts). A flow of a day is its count and, unless that is 0, the number of its sums
 * and each sum as index of the peg and micros. All numbers are varints. Equal profiles give equal bytes.
 */
export function encodeProfile(profile: Profile): Uint8Array {
  return encodeGrown(profile instanceof GrowingProfile ? profile : GrowingProfile.from(profile));
}

function encodeGrown(profile: GrowingProfile): Uint8Array {
  const { firstSeen, lastSeen, dayMemory, netSums, flowsIn, flowsOut } = profile;
  const tokens = listTokens(flowsIn, flowsOut);
  const pegs: string[] = [];
  collectDayPegs(pegs, dayMemory);
  collectPegs(pegs, netSums);
  for (const { peg } of tokens) addPeg(pegs, peg);
  assert(pegs.length <= PROFILE_PEGS_MAX, "a profile meets only pegs of the token registry");
  if (pool.length + PROFILE_BYTES_MAX > POOL_BYTES) pool = new ByteWriter(new Uint8Array(POOL_BYTES));
  const writer = pool;
  const begin = writer.length;
  writer.varint(PROFILE_LAYOUT);
  writer.varint(firstSeen === undefined ? 0 : firstSeen + 1);
  writer.varint((lastSeen ?? 0) - (firstSeen ?? 0));
  writer.varint(profile.inCount);
  writer.varint(profile.outCount);
  writeDetail(writer, profile);
  writer.varint(pegs.length);
  for (const peg of pegs) {
    assert(PEG.test(peg), "a peg is an ISO 4217 code");
    writer.text(peg);
  }
  writeDays(writer, dayMemory, pegs);
  writeNet(writer, netSums, pegs);
  writeFlows(writer, flowsIn, flowsOut, tokens, pegs, firstSeen ?? 0);
  writeSketch(writer, profile.payers);
  writeSketch(writer, profile.payees);
  return writer.since(begin);
}

/**
 * Reads what `encodeProfile` gave, now or in the layout before; any other bytes are a broken invariant and throw.
 * @param bytes the profile's from now on: most of it is read only when somebody looks
 * @throws Problem `profile_newer` where a later program wrote them
 */
export function decodeProfile(bytes: Uint8Array): GrowingProfile {
  const reader = new ByteReader(bytes);
  const layout = reader.varint(COUNT_MAX);
  refuseNewer("a stored profile has layout", layout, PROFILE_LAYOUT, FIRST_LAYOUT);
  assert(layout >= FIRST_LAYOUT, `a profile has layout ${FIRST_LAYOUT} or a later one`);
  const isFirst = layout === FIRST_LAYOUT;
  const seen = reader.varint(COUNT_MAX + 1);
  const firstSeen = seen === 0 ? undefined : seen - 1;
  const spanS = reader.varint(COUNT_MAX);
  const inCount = reader.varint(COUNT_MAX);
  const outCount = reader.varint(COUNT_MAX);
  const lastSeen = firstSeen === undefined ? undefined : firstSeen + spanS;
  const detail = isFirst ? NO_DETAIL : readDetail(reader, firstSeen ?? 0, lastSeen ?? 0);
  const pegs = readPegs(reader);
  const dayMemory = new DayMemory([], passDays(reader, bytes, pegs));
  const netSums = readNet(reader, pegs);
  const flows = isFirst
    ? readFirstFlows(reader, pegs, firstSeen ?? 0)
    : passFlowsOf(reader, bytes, pegs, firstSeen ?? 0);
  const [payers, payees] = isFirst ? [] : [readSketch(reader), readSketch(reader)];
  assert(reader.atEnd, "a profile ends where its bytes do");
  const lists = { dayMemory, netSums, flowsIn: flows[0], flowsOut: flows[1], payers, payees };
  return new GrowingProfile({ firstSeen, lastSeen, inCount, outCount, ...detail }, lists);
}

type Detail = Pick<Profile, "detailFrom" | "lastActive" | "latestQuiet">;

const NO_DETAIL: Detail = Object.freeze({ detailFrom: undefined, lastActive: undefined, latestQuiet: undefined });

function writeDetail(writer: ByteWriter, { firstSeen, lastSeen, detailFrom, lastActive, latestQuiet }: Profile): void {
  const begin = firstSeen ?? 0;
  writer.varint(detailFrom === undefined ? 0 : detailFrom - begin + 1);
  writer.varint(lastActive === undefined ? 0 : (lastSeen ?? 0) - lastActive + 1);
  writer.varint(latestQuiet === undefined ? 0 : latestQuiet.from - begin + 1);
  if (latestQuiet !== undefined) writer.varint(latestQuiet.to - latestQuiet.from);
}

function readDetail(reader: ByteReader, begin: number, lastSeen: number): Detail {
  const readTime = (): number | undefined => {
    const coded = reader.varint(COUNT_MAX + 1);
    return coded === 0 ? undefined : coded - 1;
  };
  const [sinceFirst, beforeLast, quietSince] = [readTime(), readTime(), readTime()];
  const from = quietSince === undefined ? undefined : begin + quietSince;
  const latestQuiet: QuietSpell | undefined =
    from === undefined ? undefined : { from, to: from + reader.varint(COUNT_MAX) };
  return {
    detailFrom: sinceFirst === undefined ? undefined : begin + sinceFirst,
    lastActive: beforeLast === undefined ? undefined : lastSeen - beforeLast,
    latestQuiet,
  };
}

function readPegs(reader: ByteReader): readonly string[] {
  const count = reader.varint(PROFILE_PEGS_MAX);
  const pegs: string[] = [];
  for (let left = count; left > 0; left--) pegs.push(reader.text(PEG_BYTES));
  return pegs;
}

function writeNet(writer: ByteWriter, net: PegSums, pegs: readonly string[]): void {
  writer.varint(net.count);
  for (let at = 0; at < net.count; at++) {
    writer.varint(pegs.indexOf(net.pegAt(at)));
    const micros = net.microsAt(at);
    writer.bigVarint(micros < 0n ? -micros * 2n + 1n : micros * 2n);
  }
}

function readNet(reader: ByteReader, pegs: readonly string[]): PegSums {
  const count = reader.varint(pegs.length);
  const readOne = (): PegSum => {
    const peg = pegs[reader.varint(pegs.length)];
    assert(peg !== undefined, "a sum names a peg of the profile");
    const signed = reader.bigVarint(2n * SUM_MICROS_MAX + 1n);
    return { peg, micros: signed % 2n === 1n ? -(signed / 2n) : signed / 2n };
  };
  if (count !== 1) return PegSums.from(Array.from({ length: count }, readOne));
  const { peg, micros } = readOne();
  const net = new PegSums();
  net.set(peg, micros);
  return net;
}
