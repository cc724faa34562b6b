import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseLog } from "@redflag/domain/parse-log";
import { expect, test } from "vitest";
import { readLogs } from "./read-logs.ts";

const VECTORS = join(import.meta.dirname, "../../../tests/vectors/real-logs.jsonl");
const raw: unknown[] = readFileSync(VECTORS, "utf8")
  .trim()
  .split("\n")
  .slice(0, 5)
  .map((line) => JSON.parse(line).log);
const lines = raw.map((log) => JSON.stringify(log));
const logs = raw.map((log) => parseLog(log));

test.each([
  ["one log a line", lines.join("\n")],
  ["with empty lines and CRLF", `\r\n${lines.join("\r\n\r\n")}\r\n`],
  ["an array", JSON.stringify(raw)],
  ["an array over many lines", JSON.stringify(raw, null, 2)],
  ["an answer", JSON.stringify({ jsonrpc: "2.0", id: 1, result: raw })],
  ["an answer over many lines", `{"jsonrpc":"2.0","id":1,"result":[\n${lines.join(",\n")}\n]}`],
])("reads logs as %s", (_, text) => {
  expect(readLogs(text)).toEqual(logs);
});

test("reads a single log and an empty answer", () => {
  expect(readLogs(lines[0] ?? "")).toEqual(logs.slice(0, 1));
  expect(readLogs(JSON.stringify(raw[0], null, 2))).toEqual(logs.slice(0, 1));
  expect(readLogs('{"result":[]}')).toEqual([]);
});

test.each([
  ["nothing", " \n", "nothing on standard input"],
  ["a line that is not JSON", `${lines[0]}\n${lines[1]}\nnope`, "line 3: not JSON"],
  ["a first line that is not JSON", `nope\n${lines[0]}\n${lines[1]}`, "line 1: not JSON"],
  ["a line that breaks off", `${lines[0]}\n\n{"address":`, "line 3: the JSON breaks off"],
  ["a line that is no log", `${lines[0]}\n{"address":"0x12"}`, "line 2: log.address"],
  ["an array member that is no log", `[${lines[0]},{}]`, "log 2 of 2: log.address"],
  ["an array with a fault", `[\n${lines[0]},\nnope]`, "line 3: not JSON"],
  ["an error answer", '{"jsonrpc":"2.0","id":1,"error":{"code":-32000}}', "the answer is an error"],
  ["an answer without a list", '{"result":"0x"}', "not a list of logs"],
  ["a number", "1", "line 1: log is not an object"],
])("refuses %s and says where", (_, text, fault) => {
  expect(() => readLogs(text)).toThrow(fault);
});
