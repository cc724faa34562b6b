import { expect, test } from "vitest";
import { everyDay } from "./every-day.ts";

const emptyOf = (day: string) => ({ day, count: 0 });

test("days of which nothing is known are there, over a leap day and the end of a year", () => {
  expect(
    everyDay(
      [
        { day: "2024-03-01", count: 1 },
        { day: "2024-02-28", count: 2 },
      ],
      emptyOf,
    ),
  ).toEqual([
    { day: "2024-02-28", count: 2 },
    { day: "2024-02-29", count: 0 },
    { day: "2024-03-01", count: 1 },
  ]);
  const year = everyDay(
    [
      { day: "2025-12-31", count: 1 },
      { day: "2026-01-01", count: 1 },
    ],
    emptyOf,
  );
  expect(year.map(({ day }) => day)).toEqual(["2025-12-31", "2026-01-01"]);
  expect(everyDay([], emptyOf)).toEqual([]);
});
