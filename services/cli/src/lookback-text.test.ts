import { demo } from "@redflag/domain/chains/demo";
import { LOOKBACK_PARAMETERS } from "@redflag/domain/lookback";
import type { LookbackStanding } from "@redflag/store/lookback";
import { expect, test } from "vitest";
import { lookbackText } from "./lookback-text.ts";

const NOW = 1_767_225_600;
const waiting: LookbackStanding = {
  ...{ chainId: demo.id, listId: "ofac-sdn", version: 7, heldVersion: 6, epochSeq: 3, from: 1, to: 12_000 },
  ...{ params: LOOKBACK_PARAMETERS, doneCount: 0, alertCount: 0, boundCount: 0, createdAt: NOW - 999 },
  ...{ addedAt: NOW - 86_400, finalPosition: 12_000, isLaneStopped: false },
};
const text = (words: Partial<LookbackStanding>) => lookbackText(demo, { ...waiting, ...words }, NOW);

test("says because of what, and what it waits for", () => {
  expect(text({})).toMatch(
    /^ofac-sdn version 7 of 2025-12-31 on Demo \(local\), blocks 1 to 12,000\n {2}not begun: it waits for its turn/,
  );
  expect(text({ finalPosition: 11_936 })).toContain("waits for block 12,000 to be final; 11,936 is");
  expect(text({ isLaneStopped: true })).toContain("not begun: it waits for the lane, which has stopped");
  expect(text({ doneCount: 5, begunAt: NOW - 9 })).toContain("5 entries looked at so far: it waits for its turn");
});

test("says how far it has come, how long it will take and what was cut off", () => {
  const begun = { entryCount: 1_000, doneCount: 500, alertCount: 1, begunAt: NOW - 60 };
  expect(text(begun)).toContain("  500 of 1,000 new entries looked at so far, 1 alert, about 1 min to go");
  expect(text({ ...begun, isLaneStopped: true })).toContain("1 alert; it waits: the lane has stopped");
  const done = { entryCount: 1, doneCount: 1, begunAt: NOW - 5, finishedAt: NOW };
  expect(text({ ...done, boundCount: 2, boundText: "0xa1: newest count" })).toMatch(
    /\n {2}finished 2026-01-01T00:00:00\.000Z in 5 s: 1 new entry, 0 alerts\n {2}cut off 2 times, first: 0xa1: newest count$/,
  );
  expect(text({ ...done, entryCount: 3 })).toContain("3 new entries, 1 of them looked at, 0 alerts");
  expect(text({ ...done, entryCount: 0, doneCount: 0 })).toMatch(
    /: the version brought no address that was not listed/,
  );
});
