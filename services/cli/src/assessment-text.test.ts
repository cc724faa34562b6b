import { expect, test } from "vitest";
import { assessmentLines } from "./assessment-text.ts";

test("context is told as such, with its figures and what would have taken it away", () => {
  const figure = {
    name: "paid",
    value: "10",
    comparison: "at_least",
    threshold: "10",
    unit: "payees",
    met: true,
  } as const;
  const context = {
    outcome: "context",
    text: "0x1 pays 10 payees",
    figures: [figure],
    exclusions: ["payroll"],
  } as const;
  expect(assessmentLines("wage-like-payments", context)).toEqual([
    "wage-like-payments adds context, and opens no alert: 0x1 pays 10 payees",
    "  10 payees paid (at least 10): just met",
    "  note: payroll",
    "  would not be said with fewer than 10 payees paid",
  ]);
});
