import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { Address } from "./address.ts";
import assert from "./assert.ts";
import {
  COUNT_MAX,
  type DayBucket,
  type Flow,
  type PegSum,
  PROFILE_DAYS_MAX,
  PROFILE_PEGS_MAX,
  type Profile,
  RECENT_COUNTERPARTIES_MAX,
  SUM_MICROS_MAX,
} from "./profile.ts";
import { ByteReader, ByteWriter } from "./varint.ts";

/** The layout below. Another layout takes another number and leaves this one readable. */
const VERSION = 1;

const NUMBER_BYTES_MAX = 8;
const SUM_BYTES_MAX = 12;
const ADDRESS_BYTES = 20;
const PEG_BYTES = 3;
const FLOW_BYTES_MAX = NUMBER_BYTES_MAX + 1 + PROFILE_PEGS_MAX * (1 + SUM_BYTES_MAX);

/**
 * No profile is longer, whatever was folded: 80 kB, if someone pays an address astronomic sums in 32 pegs in and out
 * on each of 92 days. One with a payment of one peg each day of the window has about 1 kB.
 */
export const PROFILE_BYTES_MAX =
  1 +
  4 * NUMBER_BYTES_MAX +
  (1 + PROFILE_PEGS_MAX * PEG_BYTES) +
  (1 + PROFILE_DAYS_MAX * (NUMBER_BYTES_MAX + 2 * FLOW_BYTES_MAX)) +
  (1 + RECENT_COUNTERPARTIES_MAX * ADDRESS_BYTES);

/** Reused by every call, which is safe because encoding never yields. */
const BUFFER = new Uint8Array(PROFILE_BYTES_MAX);

/**
 * version · firstSeen + 1, or 0 when nothing was folded · lastSeen − firstSeen · inCount · outCount ·
 * pegs (count, then 3 letters each, as they first appear below) · days (count, then each: days since the one before, flow in, flow out) ·
 * recent counterparties (count, then 20 bytes each). A flow is its count and, unless that is 0, the number of its sums
 * and each sum as index of the peg and micros. All numbers are varints. Equal profiles give equal bytes.
 */
export function encodeProfile(profile: Profile): Uint8Array {
  const { firstSeen, lastSeen } = profile;
  const pegs = listPegs(profile.days);
  assert(pegs.length <= PROFILE_PEGS_MAX, "a profile meets only pegs of the token registry");
  const writer = new ByteWriter(BUFFER);
  writer.varint(VERSION);
  writer.varint(firstSeen === undefined ? 0 : firstSeen + 1);
  writer.varint((lastSeen ?? 0) - (firstSeen ?? 0));
  writer.varint(profile.inCount);
  writer.varint(profile.outCount);
  writer.varint(pegs.length);
  for (const peg of pegs) writer.raw(pegToBytes(peg));
  writer.varint(profile.days.length);
  let previousDay = 0;
  for (const bucket of profile.days) {
    writer.varint(bucket.day - previousDay);
    previousDay = bucket.day;
    writeFlow(writer, bucket.in, pegs);
    writeFlow(writer, bucket.out, pegs);
  }
  writer.varint(profile.recentCounterparties.length);
  for (const address of profile.recentCounterparties) writer.raw(hexToBytes(address.slice(2)));
  return writer.take();
}

/** Reads what `encodeProfile` gave; any other bytes are a broken invariant and throw. */
export function decodeProfile(bytes: Uint8Array): Profile {
  const reader = new ByteReader(bytes);
  assert(reader.varint(VERSION) === VERSION, `a profile has version ${VERSION}`);
  const seen = reader.varint(COUNT_MAX + 1);
  const firstSeen = seen === 0 ? undefined : seen - 1;
  const spanS = reader.varint(COUNT_MAX);
  const inCount = reader.varint(COUNT_MAX);
  const outCount = reader.varint(COUNT_MAX);
  const pegs = readMany(reader, PROFILE_PEGS_MAX, () => pegFromBytes(reader.raw(PEG_BYTES)));
  let day = 0;
  const days = readMany(reader, PROFILE_DAYS_MAX, (): DayBucket => {
    day += reader.varint(COUNT_MAX);
    return { day, in: readFlow(reader, pegs), out: readFlow(reader, pegs) };
  });
  const recentCounterparties = readMany(
    reader,
    RECENT_COUNTERPARTIES_MAX,
    (): Address => `0x${bytesToHex(reader.raw(ADDRESS_BYTES))}`,
  );
  assert(reader.atEnd, "a profile ends where its bytes do");
  const lastSeen = firstSeen === undefined ? undefined : firstSeen + spanS;
  return { firstSeen, lastSeen, inCount, outCount, days, recentCounterparties };
}

function listPegs(days: readonly DayBucket[]): readonly string[] {
  const pegs = new Set<string>();
  for (const bucket of days) {
    for (const { peg } of bucket.in.sums) pegs.add(peg);
    for (const { peg } of bucket.out.sums) pegs.add(peg);
  }
  return [...pegs];
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
    const peg = pegs[reader.varint(PROFILE_PEGS_MAX)];
    assert(peg !== undefined, "a sum names a peg of the profile");
    return { peg, micros: reader.bigVarint(SUM_MICROS_MAX) };
  });
  return { count, sums };
}

function readMany<Item>(reader: ByteReader, countMax: number, readOne: () => Item): Item[] {
  const items: Item[] = [];
  for (let left = reader.varint(countMax); left > 0; left--) items.push(readOne());
  return items;
}

function pegToBytes(peg: string): Uint8Array {
  assert(/^[A-Z]{3}$/.test(peg), "a peg is an ISO 4217 code");
  return Uint8Array.from(peg, (letter) => letter.charCodeAt(0));
}

function pegFromBytes(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
