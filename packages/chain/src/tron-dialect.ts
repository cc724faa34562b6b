import { Problem } from "@redflag/domain/problem";
import type { Block, Log } from "@redflag/domain/transfer";
import type { Dialect } from "./dialect.ts";
import { readFields } from "./field-reader.ts";
import { parseLogs } from "./parse-log.ts";

/** java-tron refuses a span above 5,000, and both ends count. */
const LOG_RANGE_BLOCKS_MAX = 5_001;

/**
 * As java-tron speaks. Its headers carry constants where Ethereum's have roots and a bloom, and lack what a TRON block's
 * hash is made of. Of the hash only the height, with which it begins, can be checked.
 */
export const tronDialect: Dialect = {
  parseHeader: parseTronHeader,
  parseLogs: parseTronLogs,
  logRangeBlocksMax: LOG_RANGE_BLOCKS_MAX,
};

function parseTronHeader(result: unknown, endpoint: string): Block {
  const read = readFields(result, `${endpoint}: block`);
  const header: Block = {
    number: read.number("number"),
    hash: read.bytes("hash", 32),
    parentHash: read.bytes("parentHash", 32),
    time: read.number("timestamp"),
  };
  requireHeight(header.hash, header.number, `${endpoint}: the hash of block ${header.number}`);
  // The first block's parent is a constant that stands for nothing.
  if (header.number > 0) {
    requireHeight(header.parentHash, header.number - 1, `${endpoint}: the parent hash of block ${header.number}`);
  }
  return header;
}

function requireHeight(hash: string, height: number, what: string): void {
  const begin = `0x${height.toString(16).padStart(16, "0")}`;
  if (!hash.startsWith(begin)) {
    throw new Problem("answer_inconsistent", `${what} is ${hash}, which does not begin with the height, ${begin}`);
  }
}

/** 41 and 20 bytes, with or without 0x: how TRON's other interfaces print a contract. */
const PREFIXED = /^(?:0x)?41([0-9a-f]{40})$/i;

function parseTronLogs(result: unknown, endpoint: string): Log[] {
  return parseLogs(Array.isArray(result) ? result.map(dropAddressPrefix) : result, endpoint);
}

function dropAddressPrefix(item: unknown): unknown {
  if (typeof item !== "object" || item === null || !("address" in item)) return item;
  const digits = typeof item.address === "string" ? PREFIXED.exec(item.address)?.[1] : undefined;
  return digits === undefined ? item : { ...item, address: `0x${digits}` };
}
