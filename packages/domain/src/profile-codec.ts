import assert from "./assert.ts";
import { flowBytesMax, readFirstFlows, readFlows, writeFlows } from "./flow-codec.ts";
import { refuseNewer } from "./newer-memory.ts";
import {
  COUNT_MAX,
  FIRST_LAYOUT,
  type Flow,
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
import { ByteReader, ByteWriter, NUMBER_BYTES_MAX, readMany, SUM_BYTES_MAX } from "./varint.ts";

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
  const { firstSeen, lastSeen } = profile;
  const pegs = listPegs(profile);
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
  writer.varint(profile.days.length);
  let previousDay = 0;
  for (const bucket of profile.days) {
    writer.varint(bucket.day - previousDay);
    previousDay = bucket.day;
    writeFlow(writer, bucket.in, pegs);
    writeFlow(writer, bucket.out, pegs);
  }
  writer.varint(profile.net.length);
  for (const { peg, micros } of profile.net) {
    writer.varint(pegs.indexOf(peg));
    writer.bigVarint(micros < 0n ? -micros * 2n + 1n : micros * 2n);
  }
  writeFlows(writer, profile.recentIn, profile.recentOut, pegs, firstSeen ?? 0);
  writeSketch(writer, profile.payers);
  writeSketch(writer, profile.payees);
  return writer.since(begin);
}

/**
 * Reads what `encodeProfile` gave, now or in the layout before; any other bytes are a broken invariant and throw.
 * @throws Problem `profile_newer` where a later program wrote them
 */
export function decodeProfile(bytes: Uint8Array): GrowingProfile {
  const reader = new ByteReader(bytes);
  const layout = reader.varint(COUNT_MAX);
  refuseNewer("a stored profile has layout", layout, PROFILE_LAYOUT, FIRST_LAYOUT);
  assert(layout >= FIRST_LAYOUT, `a profile has layout ${FIRST_LAYOUT} or a later one`);
  const seen = reader.varint(COUNT_MAX + 1);
  const firstSeen = seen === 0 ? undefined : seen - 1;
  const spanS = reader.varint(COUNT_MAX);
  const inCount = reader.varint(COUNT_MAX);
  const outCount = reader.varint(COUNT_MAX);
  const lastSeen = firstSeen === undefined ? undefined : firstSeen + spanS;
  const detail = layout === FIRST_LAYOUT ? NO_DETAIL : readDetail(reader, firstSeen ?? 0, lastSeen ?? 0);
  const pegs = readMany(reader, PROFILE_PEGS_MAX, () => reader.text(PEG_BYTES));
  let day = 0;
  const days = readMany(reader, PROFILE_DAYS_MAX, () => {
    day += reader.varint(COUNT_MAX);
    return { day, in: readFlow(reader, pegs), out: readFlow(reader, pegs) };
  });
  const net = readMany(reader, pegs.length, (): PegSum => {
    const peg = readPeg(reader, pegs);
    const signed = reader.bigVarint(2n * SUM_MICROS_MAX + 1n);
    return { peg, micros: signed % 2n === 1n ? -(signed / 2n) : signed / 2n };
  });
  const { recentIn, recentOut } = (layout === FIRST_LAYOUT ? readFirstFlows : readFlows)(reader, pegs, firstSeen ?? 0);
  const [payers, payees] = layout === FIRST_LAYOUT ? [] : [readSketch(reader), readSketch(reader)];
  assert(reader.atEnd, "a profile ends where its bytes do");
  const lists = { days, net, recentIn, recentOut, payers, payees };
  return new GrowingProfile({ firstSeen, lastSeen, inCount, outCount, ...detail, ...lists });
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

/** As they first appear. A profile knows few, and mostly one: looking through them is quicker than a set. */
function listPegs({ days, net, recentIn, recentOut }: Profile): readonly string[] {
  const pegs: string[] = [];
  for (const bucket of days) {
    addPegs(pegs, bucket.in.sums);
    addPegs(pegs, bucket.out.sums);
  }
  for (const flows of [net, recentIn, recentOut]) addPegs(pegs, flows);
  return pegs;
}

function addPegs(pegs: string[], sums: ReadonlyArray<Pick<PegSum, "peg">>): void {
  // Nearly always the one that came last.
  for (const { peg } of sums) if (peg !== pegs.at(-1) && !pegs.includes(peg)) pegs.push(peg);
}

function readPeg(reader: ByteReader, pegs: readonly string[]): string {
  const peg = pegs[reader.varint(PROFILE_PEGS_MAX)];
  assert(peg !== undefined, "a sum names a peg of the profile");
  return peg;
}

function writeFlow(writer: ByteWriter, { count, sums }: Flow, pegs: readonly string[]): void {
  writer.varint(count);
  if (count === 0) return;
  writer.varint(sums.length);
  for (const { peg, micros } of sums) {
    writer.varint(pegs.indexOf(peg));
    writer.bigVarint(micros);
  }
}

function readFlow(reader: ByteReader, pegs: readonly string[]): Flow & { sums: PegSum[] } {
  const count = reader.varint(COUNT_MAX);
  if (count === 0) return { count, sums: [] };
  const sums = readMany(reader, pegs.length, (): PegSum => {
    const peg = readPeg(reader, pegs);
    return { peg, micros: reader.bigVarint(SUM_MICROS_MAX) };
  });
  return { count, sums };
}
