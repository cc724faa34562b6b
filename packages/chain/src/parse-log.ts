import { parseLog as parseRawLog } from "@redflag/domain/parse-log";
import { Problem } from "@redflag/domain/problem";
import type { Log } from "@redflag/domain/transfer";

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
  if (isRemoved(item)) throw new Problem("answer_inconsistent", `${what} is marked removed`);
  try {
    return parseRawLog(item);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(error.code, `${what}: ${error.detail}`);
  }
}

function isRemoved(item: unknown): boolean {
  return typeof item === "object" && item !== null && "removed" in item && item.removed === true;
}
