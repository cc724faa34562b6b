import { expect, test } from "vitest";
import { runWindows, windowsText } from "./run-windows.ts";

test("windows are filled one after the other, and what the process then holds is told", async () => {
  const figures = await runWindows({ lanes: 2, payments: 3_000, onStep: () => {} });
  expect(figures.residentMb).toHaveLength(2);
  expect(figures.endedAt).toBeUndefined();
  expect(windowsText(figures)).toMatch(
    /^windows that are full .*\n1 .*\n2 .*\na thread may have \d+ MB on its heap: all were held$/s,
  );
});

test("where the thread ran out of memory, the window at which it did is named", () => {
  expect(windowsText({ heapLimitMb: 1_120, residentMb: [700, 900], endedAt: 3 })).toContain("at window 3");
});
