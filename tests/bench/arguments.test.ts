import { expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";

test("a million transfers, once, unless told", () => {
  expect(parseArguments([])).toEqual({
    transfers: 1_000_000,
    rounds: 1,
    json: false,
    chain: "customers",
    audit: false,
  });
  expect(parseArguments(["--transfers", "2000", "--rounds", "3", "--json"])).toEqual({
    transfers: 2_000,
    rounds: 3,
    json: true,
    chain: "customers",
    audit: false,
  });
});

test("a chain of customers unless told, every contender unless told", () => {
  expect(parseArguments(["--chain", "novel", "--lane"])).toMatchObject({ chain: "novel", lane: true });
  expect(() => parseArguments(["--chain", "tron"])).toThrow("--chain tron: customers or novel");
});

test("ingest beside the floor alone, from afar if told", () => {
  expect(parseArguments(["--ingest"])).toMatchObject({ ingest: true, transfers: 1_000_000 });
  expect(parseArguments(["--ingest", "--delay", "50"])).toMatchObject({ ingest: true, delayMs: 50 });
  expect(() => parseArguments(["--ingest", "--lane"])).toThrow("--ingest or --lane");
  expect(parseArguments(["--ingest", "--peer"])).toMatchObject({ ingest: true, peer: true });
  expect(() => parseArguments(["--peer"])).toThrow("--peer is for --ingest");
  expect(() => parseArguments(["--delay", "fast"])).toThrow("--delay fast: not a whole number above 0");
});

test("growth over twenty million transfers, unless told", () => {
  expect(parseArguments(["--growth"])).toMatchObject({ growth: true, transfers: 20_000_000 });
  expect(parseArguments(["--growth", "--transfers", "4000"])).toMatchObject({ transfers: 4_000 });
});

test("windows that are filled with some more than they hold, unless told", () => {
  expect(parseArguments(["--windows", "9"])).toMatchObject({ windows: 9, transfers: 270_000 });
  expect(() => parseArguments(["--windows", "all"])).toThrow("--windows all: not a whole number above 0");
});

test("latency over 200 blocks, unless told", () => {
  expect(parseArguments(["--latency"])).toMatchObject({ latencyBlocks: 200 });
  expect(parseArguments(["--latency", "--blocks", "50"])).toMatchObject({ latencyBlocks: 50 });
});

test("the audit alone", () => {
  expect(parseArguments(["--audit"])).toMatchObject({ audit: true });
});

test("a backtest over a million transfers, unless told", () => {
  expect(parseArguments(["--backtest"])).toMatchObject({ backtest: true, transfers: 1_000_000 });
});

test("the console seven times on a hundred thousand alerts, unless told", () => {
  expect(parseArguments(["--console"])).toMatchObject({ consoleAlerts: 100_000, rounds: 7 });
  expect(parseArguments(["--console", "--rows", "500", "--rounds", "2"])).toMatchObject({
    consoleAlerts: 500,
    rounds: 2,
  });
});

test("the API for ten seconds each, unless told", () => {
  expect(parseArguments(["--api"])).toMatchObject({ apiSeconds: 10 });
  expect(parseArguments(["--api", "--seconds", "3"])).toMatchObject({ apiSeconds: 3 });
  expect(parseArguments(["--screening"])).toMatchObject({ screeningSeconds: 10 });
  expect(parseArguments(["--screening", "--seconds", "3"])).toMatchObject({ screeningSeconds: 3 });
});

test("a lookback for a thousand addresses over ten million transfers, unless told", () => {
  expect(parseArguments(["--lookback"])).toMatchObject({ newEntries: 1_000, transfers: 10_000_000 });
  expect(parseArguments(["--lookback", "--entries", "5", "--transfers", "900"])).toMatchObject({
    newEntries: 5,
    transfers: 900,
  });
});

test("flows over ten million transfers, unless told", () => {
  expect(parseArguments(["--flows"])).toMatchObject({ flows: true, transfers: 10_000_000 });
});

test("labelled sets besides our own; one of them through the real path, its alerts into a file", () => {
  expect(parseArguments(["--detection"])).toMatchObject({ labelledSets: [] });
  expect(parseArguments(["--detection", "--set", "a.csv", "--rpc", "--out", "a.jsonl"])).toMatchObject({
    labelledSets: ["a.csv"],
    rpc: true,
    out: "a.jsonl",
  });
});

test.each([
  ["--detection", "--rpc"],
  ["--detection", "--out", "a.jsonl"],
  ["--entries", "3"],
  ["--seconds", "3"],
  ["--blocks", "50"],
  ["--transfers", "0"],
  ["--rounds", "x"],
  ["--transfers", "1e6"],
  ["--fast"],
])("%s %s is refused", (...given) => {
  expect(() => parseArguments(given)).toThrow();
});

test("webhooks for a minute, unless told", () => {
  expect(parseArguments(["--webhooks"])).toMatchObject({ webhookSeconds: 60 });
  expect(parseArguments(["--webhooks", "--seconds", "5"])).toMatchObject({ webhookSeconds: 5 });
});

test("nine chains for a minute, and proofs of two minutes of them, unless told", () => {
  expect(parseArguments(["--live"])).toMatchObject({ liveSeconds: 60 });
  expect(parseArguments(["--live", "--seconds", "5"])).toMatchObject({ liveSeconds: 5 });
  expect(parseArguments(["--proofs"])).toMatchObject({ proofSeconds: 120 });
});

test("a rebuild of three hundred thousand transfers, unless told", () => {
  expect(parseArguments(["--rebuild"])).toMatchObject({ rebuild: true, transfers: 300_000 });
  expect(parseArguments(["--rebuild", "--transfers", "900"])).toMatchObject({ rebuild: true, transfers: 900 });
});
