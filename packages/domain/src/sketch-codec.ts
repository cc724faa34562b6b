import assert from "./assert.ts";
import { BUCKETS_MAX, type CounterpartyBucket, SKETCH_BITS, SKETCH_BYTES } from "./counterparty-sketch.ts";
import { COUNT_MAX } from "./profile.ts";
import { type ByteReader, type ByteWriter, NUMBER_BYTES_MAX } from "./varint.ts";

/** Up to so many marks are written as their places, one or two bytes each; more as one bit for every place. */
const PLACES_MAX = 64;

export const SKETCH_BYTES_MAX = 1 + BUCKETS_MAX * (NUMBER_BYTES_MAX + 2 + SKETCH_BYTES);

/**
 * 0 for none, else count + 1, then each bucket: how far behind the one before · number of marks, and each mark as how far
 * it is behind the one before, or all bits where there are more than PLACES_MAX.
 */
export function writeSketch(writer: ByteWriter, sketch: readonly CounterpartyBucket[] | undefined): void {
  if (sketch === undefined) {
    writer.varint(0);
    return;
  }
  writer.varint(sketch.length + 1);
  let previous = 0;
  for (const { bucket, bits } of sketch) {
    writer.varint(bucket - previous);
    previous = bucket;
    const places = placesOf(bits);
    writer.varint(places.length);
    if (places.length > PLACES_MAX) {
      writer.bytes(bits);
      continue;
    }
    let before = 0;
    for (const place of places) {
      writer.varint(place - before);
      before = place;
    }
  }
}

export function readSketch(reader: ByteReader): CounterpartyBucket[] | undefined {
  const head = reader.varint(BUCKETS_MAX + 1);
  if (head === 0) return undefined;
  const sketch: CounterpartyBucket[] = [];
  let bucket = 0;
  for (let left = head - 1; left > 0; left--) {
    bucket += reader.varint(COUNT_MAX);
    const count = reader.varint(SKETCH_BITS);
    const bits = count > PLACES_MAX ? reader.bytes(SKETCH_BYTES) : readPlaces(reader, count);
    assert(placesOf(bits).length === count, "marks are as many as are said");
    sketch.push({ bucket, bits });
  }
  return sketch;
}

function readPlaces(reader: ByteReader, count: number): Uint8Array {
  const bits = new Uint8Array(SKETCH_BYTES);
  let place = 0;
  for (let left = count; left > 0; left--) {
    place += reader.varint(SKETCH_BITS);
    assert(place < SKETCH_BITS, "a mark has its place");
    bits[place >> 3] = (bits[place >> 3] as number) | (1 << (place & 7));
  }
  return bits;
}

function placesOf(bits: Uint8Array): number[] {
  const places: number[] = [];
  for (let at = 0; at < SKETCH_BYTES; at++) {
    for (let byte = bits[at] as number; byte !== 0; byte &= byte - 1)
      places.push(at * 8 + 31 - Math.clz32(byte & -byte));
  }
  return places;
}
