import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ANSWER_RULES, type AnswerClass } from "./answer-class.ts";
import { classifyAnswer } from "./classify-answer.ts";
import { readAnswerBody } from "./json-rpc-batch.ts";

interface Row {
  provider: string;
  method: string;
  params?: unknown[];
  httpStatus?: number;
  error?: { code?: number; message: string; data?: unknown };
  body?: string;
  head?: number;
  class: AnswerClass;
  blocksMax?: number;
  resultsMax?: number;
  suggested?: [number, number];
}

const vectors = new URL("../../../tests/vectors/endpoint-answers.jsonl", import.meta.url);
const rows = readFileSync(vectors, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Row);

function classify({ method, params = [], head, httpStatus, error, body }: Row) {
  const read = body === undefined ? { error: error && { code: 0, ...error } } : readAnswerBody(body);
  return classifyAnswer({ method, params, head }, { httpStatus, ...read });
}

describe("what providers really answer", () => {
  it("is 106 answers of every class", () => {
    expect(rows).toHaveLength(106);
    expect(new Set(rows.map((row) => row.class))).toEqual(new Set(Object.keys(ANSWER_RULES)));
  });

  it.each(rows.map((row, i) => [i, row.provider, row.error?.message ?? row.body ?? "", row] as const))(
    "%i, %s: %s",
    (_, _provider, _text, row) => {
      const { class: name, blocksMax, resultsMax, suggested } = classify(row);
      expect(name).toBe(row.class);
      expect({ blocksMax, resultsMax }).toEqual({ blocksMax: row.blocksMax, resultsMax: row.resultsMax });
      expect(suggested && [suggested.from, suggested.to]).toEqual(row.suggested);
    },
  );
});

const logs = (from: number, to: number) => ({
  method: "eth_getLogs",
  params: [{ fromBlock: `0x${from.toString(16)}`, toBlock: `0x${to.toString(16)}` }],
});
const words = (message: string, code = 0, data?: unknown) => ({ error: { code, message, data } });

describe("classifyAnswer", () => {
  it.each([
    ["query exceeds max results 20000, retry with the range 100-149", "suggested_range"],
    ["query exceeds max results 20000, retry with the range 99-149", "too_many_results"],
    ["query exceeds max results 20000, retry with the range 100-200", "too_many_results"],
    ["this block range should work: [0x64, 0x12c]", "suggested_range"],
    [
      "You can make eth_getLogs requests with up to a 10 block range. This block range should work: [0x96, 0x64]",
      "range_limit",
    ],
  ])("uses a suggestion only within what was asked for: %s", (message, expected) => {
    const verdict = classifyAnswer(logs(100, 200), words(message));
    expect(verdict.class).toBe(expected);
    expect(verdict.suggested).toEqual(message.includes("100-149") ? { from: 100, to: 149 } : undefined);
  });

  it.each([
    ["limit exceeded", -32005, "too_many_results"],
    ["rate limit exceeded", -32005, "rate_limit"],
    ["Your app has exceeded its compute units per second capacity.", 429, "rate_limit"],
    ["credits limited to 6000/min", -32012, "rate_limit"],
    ["requested range too large", -32012, "range_limit"],
    ["Archive requests require a personal token", -32602, "pruned"],
    ["ranges over 10000 blocks are not supported on freetier", 35, "range_limit"],
    ["class java.lang.IllegalAccessException : lack of computing resources", 0, "rate_limit"],
    ["Response exceeds the limit of 26214400", -32003, "too_many_results"],
    ["exceed max topics: 1000", -32602, "bad_request"],
    ["", -32005, "too_many_results"],
    ["", -32601, "bad_request"],
    ["", 4444, "pruned"],
    ["the moon is too full", -32000, "too_many_results"],
  ])("lets words outweigh codes: %j (%i) is %s", (message, code, expected) => {
    expect(classifyAnswer(logs(1, 100), words(message, code)).class).toBe(expected);
  });

  it("takes a status for an answer only where no words are, and of one block never for too many", () => {
    const status = (httpStatus: number, message?: string, call = logs(1, 100)) =>
      classifyAnswer(call, { httpStatus, ...(message !== undefined && words(message)) });
    expect(status(413, "eth_getLogs is limited to a 10,000 range")).toEqual({
      class: "range_limit",
      blocksMax: 10_000,
    });
    expect(status(503, "no backend is currently healthy")).toEqual({ class: "transient" });
    expect(status(503)).toEqual({ class: "too_many_results", isGuess: true });
    expect(status(503, undefined, logs(7, 7))).toEqual({ class: "transient" });
    expect(status(503, undefined, { method: "eth_chainId", params: [] })).toEqual({ class: "transient" });
    expect([429, 402, 500, 401, 404, 302].map((code) => status(code).class)).toEqual([
      "rate_limit",
      "rate_limit",
      "transient",
      "bad_request",
      "bad_request",
      "bad_request",
    ]);
    expect([-32005, -32602, -32603, 0].map((code) => classifyAnswer(logs(7, 7), words("", code)).class)).toEqual([
      "rate_limit",
      "bad_request",
      "transient",
      "transient",
    ]);
  });

  it.each([
    ["eth_getBlockByNumber", ["0x64", false], undefined, "ahead_of_head"],
    ["eth_getBlockByNumber", ["0x64", false], 99, "ahead_of_head"],
    ["eth_getBlockByNumber", ["0x64", false], 101, "ahead_of_head"],
    ["eth_getBlockByNumber", ["0x64", false], 1_000, "pruned"],
    ["eth_getBlockByNumber", ["latest", false], 1_000, "malformed"],
    ["eth_getBlockByNumber", ["finalized", false], 1_000, "silent_wrong"],
    ["eth_getBlockByHash", ["0xab", false], 1_000, "ahead_of_head"],
    ["eth_getBlockReceipts", ["0x64"], 1_000, "ahead_of_head"],
    ["eth_getLogs", [{}], 1_000, "malformed"],
    ["eth_chainId", [], 1_000, "malformed"],
  ])("reads null for %s of %j below the head %j as %s", (method, params, head, expected) => {
    expect(classifyAnswer({ method, params, head }, { result: null }).class).toBe(expected);
  });
});
