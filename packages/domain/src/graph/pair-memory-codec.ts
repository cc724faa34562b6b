import assert from "../assert.ts";
import { refuseNewer } from "../newer-memory.ts";
import { COUNT_MAX } from "../profile.ts";
import { ByteReader, ByteWriter } from "../varint.ts";
import { NEIGHBOURS_MAX, type PairMemory, RECIPIENTS_MAX } from "./pair-memory.ts";

/** The layout below. Another layout takes another number and leaves this one readable. */
const VERSION = 1;

const NUMBER_BYTES_MAX = 8;
const FINGERPRINT_BYTES = 6;

/** No memory is longer, whatever the address does: 635 bytes. One with ten counterparties has about 130. */
export const PAIR_MEMORY_BYTES_MAX =
  1 + 7 * NUMBER_BYTES_MAX + 2 + (RECIPIENTS_MAX + NEIGHBOURS_MAX) * FINGERPRINT_BYTES;

/** Encoded one behind the other: a buffer for each would cost more than its encoding. */
const POOL_BYTES = 2 ** 20;
let pool = new ByteWriter(new Uint8Array(POOL_BYTES));

/**
 * version · firstSeen + 1, or 0 when nothing was observed · total, novel and stranger out, then in · recipients and neighbours
 * (count, then 6 bytes each, oldest first). All other numbers are varints. Equal memories give equal bytes.
 */
export function encodePairMemory(memory: PairMemory): Uint8Array {
  if (pool.length + PAIR_MEMORY_BYTES_MAX > POOL_BYTES) pool = new ByteWriter(new Uint8Array(POOL_BYTES));
  const writer = pool;
  const begin = writer.length;
  writer.varint(VERSION);
  writer.varint(memory.firstSeen === undefined ? 0 : memory.firstSeen + 1);
  for (const { total, novel, stranger } of [memory.out, memory.in]) {
    writer.varint(total);
    writer.varint(novel);
    writer.varint(stranger);
  }
  writeFingerprints(writer, memory.recipients);
  writeFingerprints(writer, memory.neighbours);
  return writer.since(begin);
}

/** Reads what `encodePairMemory` gave; any other bytes are a broken invariant and throw. */
export function decodePairMemory(bytes: Uint8Array): PairMemory {
  const reader = new ByteReader(bytes);
  const version = reader.varint(COUNT_MAX);
  refuseNewer("a stored memory of pairs has version", version, VERSION);
  assert(version === VERSION, "a pair memory is of a version that this program reads");
  const seen = reader.varint(COUNT_MAX + 1);
  const memory: PairMemory = {
    firstSeen: seen === 0 ? undefined : seen - 1,
    out: readCounts(reader),
    in: readCounts(reader),
    recipients: readFingerprints(reader, RECIPIENTS_MAX),
    neighbours: readFingerprints(reader, NEIGHBOURS_MAX),
  };
  assert(reader.atEnd, "a pair memory ends where its bytes do");
  return memory;
}

function readCounts(reader: ByteReader) {
  return { total: reader.varint(COUNT_MAX), novel: reader.varint(COUNT_MAX), stranger: reader.varint(COUNT_MAX) };
}

function writeFingerprints(writer: ByteWriter, fingerprints: readonly number[]): void {
  writer.varint(fingerprints.length);
  for (const fingerprint of fingerprints) writer.uint48(fingerprint);
}

function readFingerprints(reader: ByteReader, countMax: number): number[] {
  const fingerprints: number[] = [];
  for (let left = reader.varint(countMax); left > 0; left--) fingerprints.push(reader.uint48());
  return fingerprints;
}
