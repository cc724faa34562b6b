import assert from "./assert.ts";
import { COUNT_MAX, type DayBucket, type Flow, type PegSum, PROFILE_DAYS_MAX, SUM_MICROS_MAX } from "./profile.ts";
import { ByteReader } from "./varint.ts";

/** Days where they stand in a profile's bytes: hardly anybody looks at them. */
export interface StoredDays {
  bytes: Uint8Array;
  /** Where the first begins, the newest begins, and it ends. */
  from: number;
  newestFrom: number;
  to: number;
  count: number;
  /** Their numbers: of the first, of the one before the newest (0 without) and of the newest. */
  first: number;
  beforeNewest: number;
  newest: number;
  /** By their places, which sums name, as they first appear: so many with the newest day, and so many without. */
  pegs: readonly string[];
  pegsUntil: number;
  pegsBeforeNewest: number;
}

/** Passes over the days. @returns undefined where there are none */
export function passDays(reader: ByteReader, bytes: Uint8Array, pegs: readonly string[]): StoredDays | undefined {
  const count = reader.varint(PROFILE_DAYS_MAX);
  if (count === 0) return undefined;
  const from = reader.at;
  let [newestFrom, first, beforeNewest, newest] = [from, 0, 0, 0];
  let [pegsUntil, pegsBeforeNewest] = [0, 0];
  for (let left = count; left > 0; left--) {
    newestFrom = reader.at;
    beforeNewest = newest;
    pegsBeforeNewest = pegsUntil;
    newest += reader.varint(COUNT_MAX);
    if (left === count) first = newest;
    pegsUntil = passFlow(reader, passFlow(reader, pegsUntil, pegs.length), pegs.length);
  }
  const pegCounts = { pegs, pegsUntil, pegsBeforeNewest };
  return { bytes, from, newestFrom, to: reader.at, count, first, beforeNewest, newest, ...pegCounts };
}

function passFlow(reader: ByteReader, pegsBefore: number, pegCount: number): number {
  if (reader.varint(COUNT_MAX) === 0) return pegsBefore;
  let pegsUntil = pegsBefore;
  for (let left = reader.varint(pegCount); left > 0; left--) {
    const place = reader.varint(pegCount - 1);
    assert(place <= pegsUntil, "pegs stand as they first appear");
    if (place === pegsUntil) pegsUntil++;
    reader.passVarints(1);
  }
  return pegsUntil;
}

export function readDays({ bytes, from, count, pegs }: StoredDays): DayBucket[] {
  const reader = new ByteReader(bytes, from);
  const days: DayBucket[] = [];
  let day = 0;
  for (let left = count; left > 0; left--) {
    day += reader.varint(COUNT_MAX);
    days.push({ day, in: readFlow(reader, pegs), out: readFlow(reader, pegs) });
  }
  return days;
}

export function readNewest({ bytes, newestFrom, newest, pegs }: StoredDays): DayBucket {
  const reader = new ByteReader(bytes, newestFrom);
  reader.passVarints(1);
  return { day: newest, in: readFlow(reader, pegs), out: readFlow(reader, pegs) };
}

/** What is left of them without the newest. */
export function withoutNewest(stored: StoredDays): StoredDays | undefined {
  if (stored.count === 1) return undefined;
  const { newestFrom: to, beforeNewest: newest, pegsBeforeNewest: pegsUntil, count } = stored;
  return { ...stored, to, newest, pegsUntil, count: count - 1 };
}

/** @param pegs by their places */
function readFlow(reader: ByteReader, pegs: readonly string[]): Flow {
  const count = reader.varint(COUNT_MAX);
  if (count === 0) return { count, sums: [] };
  const sums: PegSum[] = [];
  for (let left = reader.varint(pegs.length); left > 0; left--) {
    const peg = pegs[reader.varint(pegs.length)];
    assert(peg !== undefined, "a sum names a peg of the profile");
    sums.push({ peg, micros: reader.bigVarint(SUM_MICROS_MAX) });
  }
  return { count, sums };
}
