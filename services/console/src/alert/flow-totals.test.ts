import { expect, test } from "vitest";
import { flowTotals } from "./flow-totals.ts";

const [SUBJECT, OTHER, THIRD] = ["0xA", "0xB", "0xC"];

function payment(sender: string, recipient: string, amount: string, worth: string[]) {
  const place = { transaction: "0x", block: 1, blockHash: "0x", logIndex: 0, time: "2026-01-01T00:00:00Z" };
  return { part: "finding" as const, ...place, sender, recipient, amount, worth };
}

test("payments to the subject, from it and between others have sums of their own", () => {
  const { received, paid, aside } = flowTotals({
    subject: SUBJECT,
    payments: [
      payment(OTHER, SUBJECT, "1,000.5 USDT", ["1,000.5 USD", "40,020 TRY"]),
      payment(OTHER, SUBJECT, "0.5 USDT", ["0.5 USD"]),
      payment(OTHER, SUBJECT, "7 EURC", []),
      payment(SUBJECT, OTHER, "3 USDC", ["3 USD"]),
      payment(OTHER, THIRD, "9 USDC", ["9 USD"]),
    ],
  });
  expect(received.tokens).toEqual([
    { amount: "1001", unit: "USDT" },
    { amount: "7", unit: "EURC" },
  ]);
  expect(received.worth.get("USD")).toEqual({ amount: "1001", unit: "USD" });
  expect([...received.unrated]).toEqual([
    ["USD", 1],
    ["TRY", 2],
  ]);
  expect([paid.payments, aside.payments]).toEqual([1, 1]);
});
