import { expect, test } from "vitest";
import { DAYS_SHOWN, type FlowDay, paymentsOf, pieces, spanOf } from "./calendar-days.ts";

function day(text: string, received = 1, paid = 0): FlowDay {
  return { day: text, in: { count: received, sums: [] }, out: { count: paid, sums: [] } };
}

test("the calendar ends with the newest day and reaches back as far as is remembered", () => {
  expect(spanOf([])).toBeUndefined();
  const span = spanOf([day("2026-11-02"), day("2026-11-26")]);
  expect(span).toEqual({ from: "2026-08-27", to: "2026-11-26" });
  expect((Date.parse(span?.to ?? "") - Date.parse(span?.from ?? "")) / 86_400_000).toBe(DAYS_SHOWN - 1);
});

test("each number of payments has one step", () => {
  for (const payments of [1, 2, 4, 5, 9, 10, 24, 25, 4_000]) {
    const held = pieces().filter(({ min, max = Number.POSITIVE_INFINITY }) => payments >= min && payments <= max);
    expect(held).toHaveLength(1);
  }
  expect(paymentsOf(day("2026-11-26", 3, 4))).toBe(7);
});
