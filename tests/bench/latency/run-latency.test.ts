import { expect, test } from "vitest";
import { runLatency } from "./run-latency.ts";

test("every contender commits every payment, on a real node", async () => {
  const steps: string[] = [];
  const rows = await runLatency(3, (what) => steps.push(what));
  expect(rows.map(({ contender, blocks }) => [contender, blocks])).toEqual([
    ["one poll", 3],
    ["redflag, polling", 3],
    ["redflag, told of new heads", 3],
  ]);
  expect(steps).toHaveLength(4);
});
