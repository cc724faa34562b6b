import assert from "../assert.ts";
import { refuseNewer } from "../newer-memory.ts";
import { COUNT_MAX } from "../profile.ts";
import { ByteReader, ByteWriter } from "../varint.ts";
import { NEWCOMER, type NovelEdge, type Standing } from "./novel-edge.ts";

/** The layout below. Another layout takes another number and leaves this one readable. */
const VERSION = 1;

/** Edges of one page: page n holds the ordinals from n times this on. A change of it is a change of the layout. */
export const PAGE_EDGES = 512;

const ADDRESS_BYTES = 20;
const NUMBER_BYTES_MAX = 8;
const EDGE_BYTES_MAX = 2 * ADDRESS_BYTES + 12 * NUMBER_BYTES_MAX + 3 * 8;
const IS_STRANGER = 1;
const HAS_WORTH = 2;

/**
 * version · ordinal of the first · count, then each edge: block, log, time · 1 for strangers plus 2 with a worth · worth, if any ·
 * sender, recipient · their standings (firstSeen + 1, or 0 when never seen; total, novel, stranger) · two weights. Worth and
 * weights are doubles, byte for byte; the other numbers are varints.
 * @param edges in a row, at least one
 */
export function encodeEdges(edges: readonly NovelEdge[]): Uint8Array {
  const writer = new ByteWriter(new Uint8Array(3 * NUMBER_BYTES_MAX + edges.length * EDGE_BYTES_MAX));
  const [first] = edges;
  assert(first !== undefined, "a page holds an edge");
  writer.varint(VERSION);
  writer.varint(first.ordinal);
  writer.varint(edges.length);
  for (const edge of edges) {
    writer.varint(edge.blockNumber);
    writer.varint(edge.logIndex);
    writer.varint(edge.time);
    writer.varint((edge.isStranger ? IS_STRANGER : 0) + (edge.worth === undefined ? 0 : HAS_WORTH));
    if (edge.worth !== undefined) writer.double(edge.worth);
    writer.hex(edge.from);
    writer.hex(edge.to);
    writeStanding(writer, edge.sender);
    writeStanding(writer, edge.recipient);
    writer.double(edge.novelWeight);
    writer.double(edge.strangerWeight);
  }
  return writer.since(0);
}

/** Reads what `encodeEdges` gave; any other bytes are a broken invariant and throw. */
export function decodeEdges(bytes: Uint8Array): NovelEdge[] {
  const reader = new ByteReader(bytes);
  const version = reader.varint(COUNT_MAX);
  refuseNewer("stored new pairs have version", version, VERSION);
  assert(version === VERSION, "new pairs are of a version that this program reads");
  const begin = reader.varint(COUNT_MAX);
  const count = reader.varint(PAGE_EDGES);
  const edges: NovelEdge[] = [];
  for (let i = 0; i < count; i++) edges.push(readEdge(reader, begin + i));
  assert(reader.atEnd, "a page ends where its bytes do");
  return edges;
}

function readEdge(reader: ByteReader, ordinal: number): NovelEdge {
  const blockNumber = reader.varint(COUNT_MAX);
  const logIndex = reader.varint(COUNT_MAX);
  const time = reader.varint(COUNT_MAX);
  const flags = reader.varint(IS_STRANGER + HAS_WORTH);
  const worth = (flags & HAS_WORTH) === 0 ? undefined : reader.double();
  const from = reader.hex(ADDRESS_BYTES);
  const to = reader.hex(ADDRESS_BYTES);
  const isStranger = (flags & IS_STRANGER) !== 0;
  const sender = readStanding(reader);
  const recipient = readStanding(reader);
  const novelWeight = reader.double();
  const strangerWeight = reader.double();
  const ends = { from, to, time, worth, isStranger, sender, recipient };
  return { ordinal, blockNumber, logIndex, ...ends, novelWeight, strangerWeight };
}

function writeStanding(writer: ByteWriter, { firstSeen, total, novel, stranger }: Standing): void {
  writer.varint(firstSeen === undefined ? 0 : firstSeen + 1);
  writer.varint(total);
  writer.varint(novel);
  writer.varint(stranger);
}

function readStanding(reader: ByteReader): Standing {
  const seen = reader.varint(COUNT_MAX + 1);
  const [total, novel, stranger] = [reader.varint(COUNT_MAX), reader.varint(COUNT_MAX), reader.varint(COUNT_MAX)];
  if (seen === 0 && total === 0) return NEWCOMER;
  return { firstSeen: seen === 0 ? undefined : seen - 1, total, novel, stranger };
}
