import { parseLog } from "@redflag/domain/parse-log";
import { Problem } from "@redflag/domain/problem";
import type { Log } from "@redflag/domain/transfer";
import { findJsonFault, isJson } from "./json-fault.ts";

/**
 * Reads logs as people paste them: one JSON object a line, a JSON array, or an `eth_getLogs` answer. All of it or nothing.
 * @throws Problem `input_malformed` naming the line, or the log's place in the array
 */
export function readLogs(text: string): Log[] {
  if (text.trim() === "") throw new Problem("input_malformed", "there is nothing on standard input");
  return isLogPerLine(text) ? readLines(text.split("\n")) : readDocument(text);
}

/** No single document, and at least half of its lines stand alone: one bad line must not hide what the others are. */
function isLogPerLine(text: string): boolean {
  if (text.trimStart().startsWith("[") || isJson(text)) return false;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.filter(isJson).length * 2 >= lines.length;
}

function readLines(lines: readonly string[]): Log[] {
  return lines.flatMap((line, i) => {
    if (line.trim() === "") return [];
    return [readLog(parseJson(line, i), `line ${i + 1}`)];
  });
}

function readDocument(text: string): Log[] {
  const value = parseJson(text, 0);
  const logs = Array.isArray(value) ? value : resultOf(value);
  if (logs === undefined) return [readLog(value, "line 1")];
  return logs.map((log, i) => readLog(log, `log ${i + 1} of ${logs.length}`));
}

/**
 * The logs of an answer; undefined when the value is none.
 * @throws Problem `input_malformed` when the answer is an error, or its result no list
 */
function resultOf(value: unknown): unknown[] | undefined {
  if (typeof value !== "object" || value === null || !("result" in value || "error" in value)) return undefined;
  if ("result" in value && Array.isArray(value.result)) return value.result;
  const isError = "error" in value && value.error !== null;
  const fault = isError ? "the answer is an error and holds no logs" : "the answer's result is not a list of logs";
  throw new Problem("input_malformed", fault);
}

function readLog(value: unknown, place: string): Log {
  try {
    return parseLog(value);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem("input_malformed", `${place}: ${error.detail}`);
  }
}

function parseJson(text: string, linesBefore: number): unknown {
  const fault = findJsonFault(text);
  if (fault === undefined) return JSON.parse(text);
  throw new Problem("input_malformed", `line ${linesBefore + fault.line}: ${fault.reason}`);
}
