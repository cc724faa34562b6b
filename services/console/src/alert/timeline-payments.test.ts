import { expect, test } from "vitest";
import { paymentsOfDays } from "./timeline-payments.ts";

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
