import { expect, test } from "vitest";
import { failuresOf, faultsText } from "./fault-table.ts";
import type { Round } from "./play-fault.ts";
import type { FaultResult } from "./run-faults.ts";
import { compare, type Truth } from "./world-truth.ts";

const CLEAN: Truth = {
  transfers: { expected: 100, lost: 0, doubled: 0 },
  alerts: { expected: 10, lost: 0, doubled: 0 },
  events: { expected: 20, lost: 0, doubled: 0 },
  deliveries: { expected: 5, lost: 0, doubled: 0 },
  answers: { expected: 7, lost: 0, doubled: 0 },
  lists: { expected: 3, lost: 0, doubled: 0 },
  sentAgain: 2,
};

const round = (over: Partial<Round> = {}): Round => ({
  inFlight: { transactions: 1, blocks: 2, events: 3, calls: 1 },
  firstCommitS: 0.5,
  caughtUpS: 1.25,
  told: [],
  endedCount: 0,
  ...over,
});

const result = (over: Partial<FaultResult> = {}): FaultResult => ({
  name: "kill-screen",
  title: "screen: kill -9",
  rounds: [
    round(),
    round({ firstCommitS: 2, caughtUpS: 3, inFlight: { transactions: 0, blocks: 7, events: 0, calls: 2 } }),
  ],
  truth: CLEAN,
  ...over,
});

test("a row tells what was in flight, lost and doubled, and how long recovery took", () => {
  const [, row] = faultsText([result()], []).split("\n");
  expect(row?.split(/ {2,}/)).toEqual([
    "screen: kill -9",
    "2",
    "1/7/3/2",
    "0 of 145",
    "0",
    "2",
    "0.5, 2.0",
    "1.3, 3.0",
  ]);
});

test("tells each sentence of the log once, and what could not be played", () => {
  const told = { role: "ingest", level: "warn", msg: "a step failed", code: "database_full" } as const;
  const text = faultsText([result({ rounds: [round({ told: [told, told], endedCount: 1 })] })], ["NOT RUN: hole"]);
  expect(text.split("\n").slice(-4)).toEqual([
    "kill-screen:",
    "  ingest warn: a step failed (database_full) ×2",
    "  processes that ended and were started again by their supervisor",
    "NOT RUN: hole",
  ]);
});

test("what must not be is a failure: a loss, a double, no recovery, a wrong exit", () => {
  expect(failuresOf(result())).toEqual([]);
  const lost = { ...CLEAN, alerts: { expected: 10, lost: 1, doubled: 0 } };
  const doubled = { ...CLEAN, deliveries: { expected: 5, lost: 0, doubled: 1 } };
  const { caughtUpS: _, ...stuck } = round();
  expect(failuresOf(result({ truth: lost }))).toEqual(["kill-screen: alerts: 1 lost, 0 doubled of 10"]);
  expect(failuresOf(result({ truth: doubled }))).toEqual(["kill-screen: deliveries: 0 lost, 1 doubled of 5"]);
  expect(failuresOf(result({ rounds: [stuck] }))).toEqual(["kill-screen: 1 rounds did not recover in time"]);
  expect(failuresOf(result({ rounds: [round({ failure: "exit 1" })] }))).toEqual(["kill-screen: exit 1"]);
});

test("each must be found once: what is missing is lost, what comes twice or without cause is doubled", () => {
  expect(compare(["a", "b"], ["b", "a"])).toEqual({ expected: 2, lost: 0, doubled: 0 });
  expect(compare(["a", "b", "c"], ["a", "a", "d"])).toEqual({ expected: 3, lost: 2, doubled: 2 });
  expect(compare(["a", "a"], ["a"])).toEqual({ expected: 2, lost: 1, doubled: 0 });
});
