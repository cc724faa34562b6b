import { expect, it } from "vitest";
import { hub } from "./heuristics/hub.ts";
import { structuring } from "./heuristics/structuring.ts";
import { WithheldCounts } from "./withheld-counts.ts";

it("counts by rule and cause", () => {
  const counts = new WithheldCounts();
  counts.add(hub, "history_short");
  counts.add(structuring, "rate_missing");
  counts.add(hub, "history_short", 3);
  counts.add(hub, "rate_missing");
  expect([...counts]).toEqual([
    { heuristic: "hub", heuristicVersion: hub.version, cause: "history_short", count: 4 },
    { heuristic: "structuring", heuristicVersion: structuring.version, cause: "rate_missing", count: 1 },
    { heuristic: "hub", heuristicVersion: hub.version, cause: "rate_missing", count: 1 },
  ]);
});
