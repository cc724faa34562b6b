import type { Address } from "./address.ts";
import type { Hash, Hex } from "./hex.ts";
import { Problem } from "./problem.ts";
import type { Log } from "./transfer.ts";

const TOPICS_MAX = 4;

/**
 * Reads one log object of an `eth_getLogs` answer or of a receipt. By hand and not by schema: it runs once per log of
 * a backfill. Hex digits may come in either case and leave in lower case; unknown members are ignored.
 * @param before the log before it, of which it shares what is the same: that was read already
 * @throws Problem `endpoint_malformed_answer` naming the member. A pending log (null hashes) and a removed one are refused.
 */
export function parseLog(json: unknown, before?: Log): Log {
  if (typeof json !== "object" || json === null) throw malformed("log", "is not an object");
  const raw = json as Record<string, unknown>;
  if (raw.removed !== undefined && raw.removed !== false) throw malformed("log.removed", "is not false");
  return {
    address:
      before !== undefined && raw.address === before.address
        ? before.address
        : (bytesOf(raw.address, 20, "log.address") as Address),
    topics: topicsOf(raw.topics, before?.topics[0]),
    data: dataOf(raw.data),
    blockNumber: quantityOf(raw.blockNumber, "log.blockNumber"),
    blockHash:
      before !== undefined && raw.blockHash === before.blockHash
        ? before.blockHash
        : bytesOf(raw.blockHash, 32, "log.blockHash"),
    transactionHash: bytesOf(raw.transactionHash, 32, "log.transactionHash") as Hash,
    transactionIndex: quantityOf(raw.transactionIndex, "log.transactionIndex"),
    logIndex: quantityOf(raw.logIndex, "log.logIndex"),
  };
}

function topicsOf(raw: unknown, topic0Before: Hash | undefined): readonly Hash[] {
  if (!Array.isArray(raw) || raw.length > TOPICS_MAX)
    throw malformed("log.topics", `is not a list of 0 to ${TOPICS_MAX}`);
  const topics: Hash[] = [];
  for (let i = 0; i < raw.length; i++) {
    const isSame = i === 0 && topic0Before !== undefined && raw[0] === topic0Before;
    topics.push(isSame ? topic0Before : bytesOf(raw[i], 32, "log.topics", i));
  }
  return topics;
}

/** The field's name is put together only when it is needed, for this runs on every log. */
function bytesOf(raw: unknown, byteCount: number, field: string, index?: number): Hex {
  const hex = typeof raw === "string" && raw.length === 2 + byteCount * 2 ? hexOf(raw) : undefined;
  if (hex === undefined) {
    throw malformed(index === undefined ? field : `${field}[${index}]`, `is not ${byteCount} bytes of hex`);
  }
  return hex;
}

function dataOf(raw: unknown): Hex {
  const hex = typeof raw === "string" && raw.length % 2 === 0 ? hexOf(raw) : undefined;
  if (hex === undefined) throw malformed("log.data", "is not hex of whole bytes");
  return hex;
}

const LOWER = 1;
const UPPER = 2;
const DIGIT_CASE = digitCases();

function digitCases(): Uint8Array {
  const cases = new Uint8Array(128);
  for (const digit of "0123456789abcdef") cases[digit.charCodeAt(0)] = LOWER;
  for (const digit of "ABCDEF") cases[digit.charCodeAt(0)] = UPPER;
  return cases;
}

/** Undefined when it is no hex. A loop, not a regular expression: data has no bound and must not cost stack. */
function hexOf(text: string): Hex | undefined {
  if (text.charCodeAt(0) !== 0x30 || text.charCodeAt(1) !== 0x78) return undefined;
  let seen = LOWER;
  for (let i = 2; i < text.length; i++) {
    const digitCase = DIGIT_CASE[text.charCodeAt(i)];
    if (digitCase === undefined || digitCase === 0) return undefined;
    seen |= digitCase;
  }
  return (seen === LOWER ? text : text.toLowerCase()) as Hex;
}

const QUANTITY = /^0x(?:0|[1-9a-fA-F][0-9a-fA-F]{0,13})$/;

/** JSON-RPC's QUANTITY: hex without leading zeros. The bound on its length keeps a hostile one from costing anything. */
function quantityOf(raw: unknown, field: string): number {
  const value = typeof raw === "string" && QUANTITY.test(raw) ? Number(raw) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw malformed(field, "is not a hex quantity below 2^53");
  return value;
}

function malformed(field: string, fault: string): Problem {
  return new Problem("endpoint_malformed_answer", `${field} ${fault}`);
}
