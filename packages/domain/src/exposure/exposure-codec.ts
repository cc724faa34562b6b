import type { Address } from "../address.ts";
import assert from "../assert.ts";
import { SEVERITIES, type Severity } from "../entry.ts";
import { refuseNewer } from "../newer-memory.ts";
import { COUNT_MAX, PROFILE_DAYS_MAX, PROFILE_PEGS_MAX, SUM_MICROS_MAX } from "../profile.ts";
import { ByteReader, ByteWriter } from "../varint.ts";
import {
  type AddressExposure,
  EXPOSURES_MAX,
  type HeldExposure,
  HOPS_LIMIT,
  type PathStep,
  type StoodOn,
  type TaintedDay,
  type TaintedPurse,
} from "./held-exposure.ts";

/** The layout below. Another layout takes another number and leaves this one readable. */
const VERSION = 1;

const ADDRESS_BYTES = 20;
const ENTRY_ID_BYTES_MAX = 32;
/** As `packages/lists` takes them. */
const LIST_ID_CHARS_MAX = 64;
const PEG_CHARS = 3;
const NUMBER_BYTES_MAX = 8;
const SUM_BYTES_MAX = 12;
const PERCENT_MAX = 100;

const ENTRY_BYTES_MAX = 1 + LIST_ID_CHARS_MAX + NUMBER_BYTES_MAX + 1 + ENTRY_ID_BYTES_MAX + 1 + 1;
const STEP_BYTES_MAX = ADDRESS_BYTES + SUM_BYTES_MAX + 3 * NUMBER_BYTES_MAX;
const HELD_BYTES_MAX =
  ADDRESS_BYTES + ENTRY_BYTES_MAX + 1 + SUM_BYTES_MAX + NUMBER_BYTES_MAX + HOPS_LIMIT * STEP_BYTES_MAX;
const PURSE_BYTES_MAX =
  PEG_CHARS +
  2 * SUM_BYTES_MAX +
  (1 + EXPOSURES_MAX * HELD_BYTES_MAX) +
  (1 + PROFILE_DAYS_MAX * (NUMBER_BYTES_MAX + 2 * SUM_BYTES_MAX));

/**
 * No memory of exposure is longer, whatever came: 6.4 kB in one peg, and 205 kB where money of eight listed addresses came by
 * five payments each in every one of 32 pegs on each of 92 days. One origin, one payment away, in one peg takes about 150
 * bytes.
 */
export const EXPOSURE_BYTES_MAX = 1 + 1 + PROFILE_PEGS_MAX * PURSE_BYTES_MAX;

/** Encoded one behind the other: a buffer of the longest for each would cost more than its encoding. */
const POOL_BYTES = 2 ** 20;
let pool = new ByteWriter(new Uint8Array(POOL_BYTES));

/**
 * version · purses (count, then each: peg in 3 letters · balance · other · exposures · days). An exposure: origin · list (length,
 * text), version, entry (length, bytes), severity, confidence · hops · micros · since · for each payment of its way: payer but
 * for the first, who is the origin · micros · time · block · log. A day: days since the one before · in · paid in. All numbers
 * are varints. Equal memories give equal bytes.
 * @returns undefined where there is nothing to remember
 */
export function encodeExposure(purses: AddressExposure): Uint8Array | undefined {
  if (purses.length === 0) return undefined;
  assert(purses.length <= PROFILE_PEGS_MAX, "an address holds only pegs of the token registry");
  if (pool.length + EXPOSURE_BYTES_MAX > POOL_BYTES) pool = new ByteWriter(new Uint8Array(POOL_BYTES));
  const writer = pool;
  const begin = writer.length;
  writer.varint(VERSION);
  writer.varint(purses.length);
  for (const purse of purses) writePurse(writer, purse);
  return writer.since(begin);
}

/** Reads what `encodeExposure` gave; any other bytes are a broken invariant and throw. */
export function decodeExposure(bytes: Uint8Array): AddressExposure {
  const reader = new ByteReader(bytes);
  const version = reader.varint(COUNT_MAX);
  refuseNewer("a stored memory of exposure has version", version, VERSION);
  assert(version === VERSION, `a memory of exposure has version ${VERSION}`);
  const purses = readMany(reader, PROFILE_PEGS_MAX, () => readPurse(reader));
  assert(reader.atEnd, "a memory of exposure ends where its bytes do");
  return purses;
}

function writePurse(writer: ByteWriter, { peg, balanceMicros, otherMicros, exposures, days }: TaintedPurse): void {
  assert(peg.length === PEG_CHARS, "a peg is an ISO 4217 code");
  writer.text(peg);
  writer.bigVarint(balanceMicros);
  writer.bigVarint(otherMicros);
  writer.varint(exposures.length);
  for (const exposure of exposures) writeHeld(writer, exposure);
  writer.varint(days.length);
  let previousDay = 0;
  for (const { day, inMicros, paidInMicros } of days) {
    writer.varint(day - previousDay);
    previousDay = day;
    writer.bigVarint(inMicros);
    writer.bigVarint(paidInMicros);
  }
}

function readPurse(reader: ByteReader): TaintedPurse {
  const peg = reader.text(PEG_CHARS);
  const balanceMicros = reader.bigVarint(SUM_MICROS_MAX);
  const otherMicros = reader.bigVarint(SUM_MICROS_MAX);
  const exposures = readMany(reader, EXPOSURES_MAX, () => readHeld(reader));
  let day = 0;
  const days = readMany(reader, PROFILE_DAYS_MAX, (): TaintedDay => {
    day += reader.varint(COUNT_MAX);
    return { day, inMicros: reader.bigVarint(SUM_MICROS_MAX), paidInMicros: reader.bigVarint(SUM_MICROS_MAX) };
  });
  return { peg, balanceMicros, exposures, otherMicros, days };
}

function writeHeld(writer: ByteWriter, { origin, entry, hops, micros, since, path }: HeldExposure): void {
  assert(path.length === hops && hops <= HOPS_LIMIT, "a way has as many payments as there are hops");
  assert(path[0]?.payer === origin, "a way begins at the origin");
  writer.hex(origin);
  writeEntry(writer, entry);
  writer.varint(hops);
  writer.bigVarint(micros);
  writer.varint(since);
  for (const [index, step] of path.entries()) {
    if (index > 0) writer.hex(step.payer);
    writer.bigVarint(step.micros);
    writer.varint(step.time);
    writer.varint(step.blockNumber);
    writer.varint(step.logIndex);
  }
}

function readHeld(reader: ByteReader): HeldExposure {
  const origin: Address = reader.hex(ADDRESS_BYTES);
  const entry = readEntry(reader);
  const hops = reader.varint(HOPS_LIMIT);
  const micros = reader.bigVarint(SUM_MICROS_MAX);
  const since = reader.varint(COUNT_MAX);
  const path = Array.from({ length: hops }, (_, index): PathStep => {
    const payer = index === 0 ? origin : reader.hex(ADDRESS_BYTES);
    const stepMicros = reader.bigVarint(SUM_MICROS_MAX);
    const time = reader.varint(COUNT_MAX);
    const blockNumber = reader.varint(COUNT_MAX);
    return { payer, micros: stepMicros, time, blockNumber, logIndex: reader.varint(COUNT_MAX) };
  });
  return { origin, entry, hops, micros, since, path };
}

function writeEntry(writer: ByteWriter, { list, listVersion, entryId, severity, confidence }: StoodOn): void {
  assert(list.length <= LIST_ID_CHARS_MAX, `a list's id has at most ${LIST_ID_CHARS_MAX} letters`);
  writer.varint(list.length);
  writer.text(list);
  writer.varint(listVersion);
  writer.varint((entryId.length - 2) / 2);
  writer.hex(entryId);
  writer.varint(SEVERITIES.indexOf(severity));
  writer.varint(confidence);
}

function readEntry(reader: ByteReader): StoodOn {
  const list = reader.text(reader.varint(LIST_ID_CHARS_MAX));
  const listVersion = reader.varint(COUNT_MAX);
  const entryId = reader.hex(reader.varint(ENTRY_ID_BYTES_MAX));
  const severity = SEVERITIES[reader.varint(SEVERITIES.length - 1)] as Severity;
  return { list, listVersion, entryId, severity, confidence: reader.varint(PERCENT_MAX) };
}

function readMany<Item>(reader: ByteReader, countMax: number, readOne: () => Item): Item[] {
  const items: Item[] = [];
  for (let left = reader.varint(countMax); left > 0; left--) items.push(readOne());
  return items;
}
