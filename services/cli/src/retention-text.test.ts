import { demo } from "@redflag/domain/chains/demo";
import { expect, test } from "vitest";
import { retentionText } from "./retention-text.ts";

test("says what went, and why it went no further", () => {
  const dropped = [
    { from: 0, to: 9 },
    { from: 10, to: 19 },
  ];
  const kept = { from: 20, to: 29, reason: "remembered" } as const;
  expect(retentionText(demo, 365, { isDryRun: false, dropped, kept })).toEqual([
    "dropped demo blocks 0 to 19, older than 365 days; their alerts, evidence and coverage stay",
    "blocks 20 to 29 and all above stay: rules with a memory may still count payments in them",
  ]);
});

test("says when there is nothing to drop", () => {
  const kept = { from: 0, to: 9, reason: "young" } as const;
  expect(retentionText(demo, 1, { isDryRun: true, dropped: [], kept })).toEqual([
    "nothing of demo would be dropped",
    "blocks 0 to 9 and all above stay: not all of them are older than 1 day",
  ]);
});
