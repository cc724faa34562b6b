import { expect, test } from "vitest";
import { isUnderWay, mendsOf } from "./mend-rows.ts";

test("repairs and backfills are one list, the newest first, each with what it has done", () => {
  const asked = { chain: "eip155:1", from: 10, to: 19, reason: "asked for", askedBy: "Oto" };
  const rows = mendsOf(
    [
      {
        ...{ ...asked, id: "a", askedAt: "2026-01-01T00:00:00.000Z", state: "partial", problem: "it ended" },
        report: {
          blocks: { read: 10 } as Record<"read" | "search" | "prove" | "ask" | "check", number>,
          failureCount: 1,
          failures: [{ step: "prove", from: 10, to: 11, reason: "no peer" }],
        },
      },
      {
        ...{ ...asked, id: "b", askedAt: "2026-01-03T00:00:00.000Z", state: "running" },
        progress: { step: "read", blocks: 4 },
      },
    ],
    [
      {
        ...{ chain: "eip155:1", from: 10, to: 19, id: "c", askedAt: "2026-01-02T00:00:00.000Z", state: "running" },
        ...{ missingBlocks: 3, beforeLane: false },
      },
    ],
  );
  expect(rows.map(({ id, kind, doneBlocks, step, said }) => [id, kind, doneBlocks, step, said])).toEqual([
    ["b", "repair", 4, "read", []],
    ["c", "backfill", 7, undefined, []],
    ["a", "repair", undefined, undefined, ["it ended", "10–11: no peer"]],
  ]);
  expect(rows.map(isUnderWay)).toEqual([true, true, false]);
});
