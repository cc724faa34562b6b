import { expect, test } from "vitest";
import { daySpanOf, paymentsOfDays, spanOf } from "./timeline-payments.ts";

test("a day has one payment for each way and currency", () => {
  const days = [
    {
      day: "2026-01-01",
      in: { count: 3, sums: [{ currency: "USD", amount: "30" }] },
      out: {
        count: 2,
        sums: [
          { currency: "USD", amount: "5" },
          { currency: "EUR", amount: "7" },
        ],
      },
    },
  ];
  expect(paymentsOfDays(days).map(({ direction, amount, currency }) => `${direction} ${amount} ${currency}`)).toEqual([
    "in 30 USD",
    "out 5 USD",
    "out 7 EUR",
  ]);
});

test("a chart of days is a week at least, and one of payments as short as they are", () => {
  const window = { from: "2026-01-10T22:43:00.000Z", to: "2026-01-10T22:44:00.000Z" };
  const payments = [{ at: "2026-01-10T12:00:00.000Z", direction: "in" as const, amount: "1", currency: "USD" }];
  expect(daySpanOf(payments, window)).toEqual({ from: "2026-01-03T22:44:00.000Z", to: window.to });
  expect(spanOf(payments, window)).toEqual({ from: "2026-01-10T12:00:00.000Z", to: window.to });
});
