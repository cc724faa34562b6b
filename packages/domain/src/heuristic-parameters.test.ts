import { expect, test } from "vitest";
import { listParameters } from "./heuristic-parameters.ts";
import { HEURISTICS } from "./heuristic-registry.ts";

const parameters = HEURISTICS.flatMap((rule) =>
  listParameters(rule).map((parameter) => [`${rule.id} ${parameter.name}`, parameter] as const),
);
const unitOf = (name: string) => parameters.find(([known]) => known === name)?.[1].unit;

test.each([
  ["rapid-pass-through receivedUsdMin", "USD"],
  ["small-payments-near-listed paymentEurBelow", "EUR"],
  ["structuring bandPercentMin", "%"],
  ["hub differencePercentMax", "%"],
  ["new-wallet-large-funding ageDaysBelow", "days"],
  ["structuring windowHours", "hours"],
  ["chain-hop pairMinutes", "minutes"],
  ["hub payersMin", undefined],
  ["structuring thresholds", undefined],
  ["fixed-increments daysMin", undefined],
])("%s is told in %s", (name, unit) => {
  expect(unitOf(name)).toBe(unit);
});

test("of whatever begins with a unit in its description, the unit is known", () => {
  const words = { USD: "USD", EUR: "EUR", percent: "%", days: "days", hours: "hours", minutes: "minutes" };
  for (const [name, { type, unit, description }] of parameters.filter(([, { type }]) => type === "integer")) {
    const word = /^(\w+)/.exec(description)?.[1] ?? "";
    if (word in words) expect(unit, `${name}, ${type}`).toBe(words[word as keyof typeof words]);
  }
});
