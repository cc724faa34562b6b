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
  const logs: Log[] = [];
  for (const [i, item] of result.entries())
    logs.push(parseLog(item, () => `${endpoint}: log ${i} of the answer`, logs.at(-1)));
  return logs;
}

/**
 * @param what names the log in messages
 * @param before as the domain's `parseLog` takes it
 */
export function parseLog(item: unknown, what: () => string, before?: Log): Log {
  if (isRemoved(item)) throw new Problem("answer_inconsistent", `${what()} is marked removed`);
  try {
    return parseRawLog(item, before);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(error.code, `${what()}: ${error.detail}`);
  }
}

function isRemoved(item: unknown): boolean {
  return typeof item === "object" && item !== null && "removed" in item && item.removed === true;
}
