import assert from "./assert.ts";
import {
  COUNT_MAX,
  type DayBucket,
  type Flow,
  type PegSum,
  PROFILE_DAYS_MAX,
  PROFILE_PEGS_MAX,
  type Profile,
  RECENT_FLOWS_MAX,
  type RecentFlow,
  SUM_MICROS_MAX,
} from "./profile.ts";
import { GrowingProfile } from "./profile-growth.ts";
import { ByteReader, ByteWriter } from "./varint.ts";

/** The layout below. Another layout takes another number and leaves this one readable. */
const VERSION = 2;

const NUMBER_BYTES_MAX = 8;
const SUM_BYTES_MAX = 12;
const ADDRESS_BYTES = 20;
const PEG_BYTES = 3;
const PEG = /^[A-Z]{3}$/;
/** Counterparty, peg, amount, time, block and log, the log with a bit for a service. */
const RECENT_BYTES_MAX = ADDRESS_BYTES + 1 + SUM_BYTES_MAX + 3 * NUMBER_BYTES_MAX;
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
  2 * (1 + RECENT_FLOWS_MAX * RECENT_BYTES_MAX);

/** Encoded one behind the other: a buffer for each would cost more than its encoding. */
const POOL_BYTES = 2 ** 20;
let pool = new ByteWriter(new Uint8Array(POOL_BYTES));

/**
 * version · firstSeen + 1, or 0 when nothing was folded · lastSeen − firstSeen · inCount · outCount ·
 * pegs (count, then 3 letters each, as they first appear below) · days (count, then each: days since the one before, flow in, flow out) ·
 * net (count, then each: index of the peg, sign and micros) · recent in, recent out (count, then each: counterparty,
 * index of the peg, micros, time − firstSeen, block, twice the log index plus 1 for a service). A flow is its count and, unless that is 0, the number of its sums
 * and each sum as index of the peg and micros. All numbers are varints. Equal profiles give equal bytes.
 */
export function encodeProfile(profile: Profile): Uint8Array {
  const { firstSeen, lastSeen } = profile;
  const pegs = listPegs(profile);
  assert(pegs.length <= PROFILE_PEGS_MAX, "a profile meets only pegs of the token registry");
  if (pool.length + PROFILE_BYTES_MAX > POOL_BYTES) pool = new ByteWriter(new Uint8Array(POOL_BYTES));
  const writer = pool;
  const begin = writer.length;
  writer.varint(VERSION);
  writer.varint(firstSeen === undefined ? 0 : firstSeen + 1);
  writer.varint((lastSeen ?? 0) - (firstSeen ?? 0));
  writer.varint(profile.inCount);
  writer.varint(profile.outCount);
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
  writeRecent(writer, profile.recentIn, pegs, firstSeen ?? 0);
  writeRecent(writer, profile.recentOut, pegs, firstSeen ?? 0);
  return writer.since(begin);
}

/** Reads what `encodeProfile` gave; any other bytes are a broken invariant and throw. */
export function decodeProfile(bytes: Uint8Array): GrowingProfile {
  const reader = new ByteReader(bytes);
  assert(reader.varint(VERSION) === VERSION, `a profile has version ${VERSION}`);
  const seen = reader.varint(COUNT_MAX + 1);
  const firstSeen = seen === 0 ? undefined : seen - 1;
  const spanS = reader.varint(COUNT_MAX);
  const inCount = reader.varint(COUNT_MAX);
  const outCount = reader.varint(COUNT_MAX);
  const pegs = readMany(reader, PROFILE_PEGS_MAX, () => reader.text(PEG_BYTES));
  let day = 0;
  const days = readMany(reader, PROFILE_DAYS_MAX, (): DayBucket => {
    day += reader.varint(COUNT_MAX);
    return { day, in: readFlow(reader, pegs), out: readFlow(reader, pegs) };
  });
  const net = readMany(reader, pegs.length, (): PegSum => {
    const peg = readPeg(reader, pegs);
    const signed = reader.bigVarint(2n * SUM_MICROS_MAX + 1n);
    return { peg, micros: signed % 2n === 1n ? -(signed / 2n) : signed / 2n };
  });
  const recentIn = readRecent(reader, pegs, firstSeen ?? 0);
  const recentOut = readRecent(reader, pegs, firstSeen ?? 0);
  assert(reader.atEnd, "a profile ends where its bytes do");
  const lastSeen = firstSeen === undefined ? undefined : firstSeen + spanS;
  return new GrowingProfile({ firstSeen, lastSeen, inCount, outCount, days, net, recentIn, recentOut });
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
  for (const { peg } of sums) if (!pegs.includes(peg)) pegs.push(peg);
}

function writeRecent(
  writer: ByteWriter,
  flows: readonly RecentFlow[],
  pegs: readonly string[],
  firstSeen: number,
): void {
  writer.varint(flows.length);
  for (const { counterparty, peg, micros, time, blockNumber, logIndex, isService } of flows) {
    writer.hex(counterparty);
    writer.varint(pegs.indexOf(peg));
    writer.bigVarint(micros);
    writer.varint(time - firstSeen);
    writer.varint(blockNumber);
    writer.varint(logIndex * 2 + (isService ? 1 : 0));
  }
}

function readRecent(reader: ByteReader, pegs: readonly string[], firstSeen: number): RecentFlow[] {
  return readMany(reader, RECENT_FLOWS_MAX, (): RecentFlow => {
    const counterparty = reader.hex(ADDRESS_BYTES);
    const peg = readPeg(reader, pegs);
    const micros = reader.bigVarint(SUM_MICROS_MAX);
    const time = firstSeen + reader.varint(COUNT_MAX);
    const blockNumber = reader.varint(COUNT_MAX);
    const place = reader.varint(COUNT_MAX);
    const isService = place % 2 === 1;
    return { counterparty, peg, micros, time, blockNumber, logIndex: (place - (isService ? 1 : 0)) / 2, isService };
  });
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

function readFlow(reader: ByteReader, pegs: readonly string[]): Flow {
  const count = reader.varint(COUNT_MAX);
  if (count === 0) return { count, sums: [] };
  const sums = readMany(reader, pegs.length, (): PegSum => {
    const peg = readPeg(reader, pegs);
    return { peg, micros: reader.bigVarint(SUM_MICROS_MAX) };
  });
  return { count, sums };
}

function readMany<Item>(reader: ByteReader, countMax: number, readOne: () => Item): Item[] {
  const items: Item[] = [];
  for (let left = reader.varint(countMax); left > 0; left--) items.push(readOne());
  return items;
}
