import type { Address } from "./address.ts";
import { type Direction, DUST_MICROS, dayOf, type Profile, RECENT_FLOWS_MAX, type RecentFlow } from "./profile.ts";

/** Days of one span. Three are kept, the present one among them: 20 to 30 days. */
const BUCKET_DAYS = 10;
export const BUCKETS_MAX = 3;
/** Marks of one span: one bit for each place that a counterparty's hash may fall on. */
export const SKETCH_BITS = 1_024;
export const SKETCH_BYTES = SKETCH_BITS / 8;
/** At least so many days, and at most as many as three spans have, are looked at. */
export const COUNTED_DAYS_MAX = BUCKETS_MAX * BUCKET_DAYS;
/** Of two in three addresses the estimate is nearer than this to the truth, from 65 to 3,000 counterparties. A test holds it to that. */
export const SKETCH_ERROR_PERCENT = 4;

/** Who was met in ten days, by the places of their hashes. */
export interface CounterpartyBucket {
  /** Days since 1970-01-01, divided by ten. */
  bucket: number;
  /** SKETCH_BYTES; the bit of a place is set where somebody's hash falls on it. */
  bits: Uint8Array;
}

/** How many others an address paid or was paid by. */
export interface CounterpartyCount {
  count: number;
  /** Counted one by one; else estimated from the marks. */
  isExact: boolean;
}

/** What counts as having met somebody: no known service, and more than costs nothing to send. */
function countsAsParty({ isService, micros }: Pick<RecentFlow, "isService" | "micros">): boolean {
  return !isService && micros >= DUST_MICROS;
}

/** Begins with all that is still remembered, once it becomes too much. */
export function sketchOf(flows: readonly RecentFlow[]): CounterpartyBucket[] {
  const sketch: CounterpartyBucket[] = [];
  for (const flow of flows) addToSketch(sketch, flow);
  return sketch;
}

/** @param sketch the caller's own, ascending; grows in place */
export function addToSketch(sketch: CounterpartyBucket[], flow: RecentFlow): void {
  if (!countsAsParty(flow)) return;
  const bucket = bucketOf(flow.time);
  const newest = sketch.at(-1)?.bucket ?? bucket;
  if (bucket <= newest - BUCKETS_MAX) return;
  let place = sketch.findIndex((one) => one.bucket >= bucket);
  if (place === -1) place = sketch.length;
  if (sketch[place]?.bucket !== bucket) {
    sketch.splice(place, 0, { bucket, bits: new Uint8Array(SKETCH_BYTES) });
    const firstKept = sketch.findIndex((one) => one.bucket > bucket - BUCKETS_MAX);
    if (bucket > newest && firstKept > 0) {
      sketch.splice(0, firstKept);
      place -= firstKept;
    }
  }
  const { bits } = sketch[place] as CounterpartyBucket;
  const mark = markOf(flow.counterparty);
  bits[mark >> 3] = (bits[mark >> 3] as number) | (1 << (mark & 7));
}

/** One that grows apart from the given one. */
export function copySketch(sketch: readonly CounterpartyBucket[]): CounterpartyBucket[] {
  return sketch.map(({ bucket, bits }) => ({ bucket, bits: bits.slice() }));
}

/** Where the count begins that ends at a block time. */
export function countedFrom(time: number): number {
  return (bucketOf(time) - BUCKETS_MAX + 1) * BUCKET_DAYS * 86_400;
}

/**
 * Distinct others who paid the address, or whom it paid, in the last 20 to 30 days; known services and what costs nothing
 * to send are left out. A bit of the marks stands for two who fall on one place: the estimate makes up for that.
 */
export function countCounterparties(profile: Profile, direction: Direction, time: number): CounterpartyCount {
  const [flows, sketch] = direction === "in" ? [profile.recentIn, profile.payers] : [profile.recentOut, profile.payees];
  if (sketch === undefined) {
    const from = countedFrom(time);
    const met = flows.filter((flow) => flow.time >= from && countsAsParty(flow));
    return { count: new Set(met.map(({ counterparty }) => counterparty)).size, isExact: true };
  }
  const first = bucketOf(time) - BUCKETS_MAX + 1;
  const counted = sketch.filter(({ bucket }) => bucket >= first);
  let marks = 0;
  for (let at = 0; at < SKETCH_BYTES; at++) {
    let byte = 0;
    for (const { bits } of counted) byte |= bits[at] as number;
    marks += bitCount(byte);
  }
  return { count: ESTIMATES[marks] as number, isExact: false };
}

/** For the hot path: there cannot be so many, whatever `countCounterparties` says. */
export function hasMetFewerThan(profile: Profile, direction: Direction, countMin: number): boolean {
  const [flows, sketch] = direction === "in" ? [profile.recentIn, profile.payers] : [profile.recentOut, profile.payees];
  return sketch === undefined && flows.length < countMin;
}

/** Whether `hasMetFewerThan` may say no of somebody with so many flows of the direction, remembered or not: see Glance. */
export function mayHaveMet(flowCount: number, countMin: number): boolean {
  return flowCount >= Math.min(countMin, RECENT_FLOWS_MAX + 1);
}

/** Whether nothing that `countCounterparties` counts can be missing: all is remembered, or what was folded in layout 3 reaches back. */
export function isCountComplete(profile: Profile, direction: Direction, time: number): boolean {
  const flows = direction === "in" ? profile.recentIn : profile.recentOut;
  if (flows.length < RECENT_FLOWS_MAX) return true;
  const { detailFrom, firstSeen } = profile;
  return detailFrom !== undefined && (detailFrom === firstSeen || detailFrom <= countedFrom(time));
}

function bucketOf(time: number): number {
  return Math.floor(dayOf(time) / BUCKET_DAYS);
}

/**
 * FNV-1a over the text and MurmurHash3's last step, so that neighbouring addresses fall far apart; SHA-256 would cost more
 * than all else that is folded. Whoever makes addresses to fall on one place hides their number, by either.
 */
function markOf(address: Address): number {
  let hash = 0x811c9dc5;
  for (let at = 2; at < address.length; at++) hash = Math.imul(hash ^ address.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) & (SKETCH_BITS - 1);
}

function bitCount(byte: number): number {
  let count = 0;
  for (let rest = byte; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/**
 * How many it takes on average until so many places are marked: the sum of m / (m − i), in whole thousandths, so that it is
 * the same on every machine. Where all are marked, as if one were not: at least so many.
 */
const ESTIMATES: readonly number[] = estimates();

function estimates(): number[] {
  const counts: number[] = [];
  let thousandths = 0;
  for (let marks = 0; marks < SKETCH_BITS; marks++) {
    counts.push(Math.round(thousandths / 1_000));
    thousandths += Math.round((SKETCH_BITS * 1_000) / (SKETCH_BITS - marks));
  }
  counts.push(counts.at(-1) as number);
  return counts;
}
