import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { Log } from "@redflag/domain/transfer";
import { parseBytes, parseData, parseQuantity } from "./parse-hex.ts";

const TOPICS_MAX = 4;

/**
 * Reads an `eth_getLogs` result.
 * @throws Problem `endpoint_malformed_answer`, or `answer_inconsistent` for a log that the node itself calls removed
 */
export function parseLogs(result: unknown, endpoint: string): Log[] {
  if (!Array.isArray(result)) {
    throw new Problem("endpoint_malformed_answer", `${endpoint}: the answer to eth_getLogs is not a list`);
  }
  return result.map((item: unknown, i) => parseLog(item, `${endpoint}: log ${i} of the answer`));
}

/** @param what names the log in messages */
export function parseLog(item: unknown, what: string): Log {
  const refuse = (field: string) => new Problem("endpoint_malformed_answer", `${what}: ${field} is malformed`);
  if (typeof item !== "object" || item === null) throw refuse("the whole");
  const fields = item as Record<string, unknown>;
  if (fields.removed === true) throw new Problem("answer_inconsistent", `${what} is marked removed`);
  function need<T>(value: T | undefined, field: string): T {
    if (value === undefined) throw refuse(field);
    return value;
  }
  const topics = fields.topics;
  if (!Array.isArray(topics) || topics.length > TOPICS_MAX) throw refuse("topics");
  return {
    address: need(parseBytes(fields.address, 20), "address"),
    topics: topics.map((topic): Hash => need(parseBytes(topic, 32), "topics")),
    data: need(parseData(fields.data), "data"),
    blockNumber: need(parseQuantity(fields.blockNumber), "blockNumber"),
    blockHash: need(parseBytes(fields.blockHash, 32), "blockHash"),
    transactionHash: need(parseBytes(fields.transactionHash, 32), "transactionHash"),
    transactionIndex: need(parseQuantity(fields.transactionIndex), "transactionIndex"),
    logIndex: need(parseQuantity(fields.logIndex), "logIndex"),
  };
}
