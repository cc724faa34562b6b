import { expect, test } from "vitest";
import { alertLines } from "./alert-lines.ts";
import type { FoundAlert } from "./found-alert.ts";
import { addressOf, type LabelledPayment, txHashOf } from "./labelled-set.ts";
import { mergeAlerts } from "./merge-alerts.ts";

const [a, b] = [addressOf("set", "a"), addressOf("set", "b")];

function alert(id: string, rule: string, score: number, openedAt: number, payments: readonly string[]): FoundAlert {
  return { id, rules: [rule], subject: a, score, openedAt, payments: new Set(payments) };
}

test("alerts that share two payments, or half of the later one's, are one place; the further rules add a part", () => {
  const merged = mergeAlerts([
    alert("late", "fan", 300, 9, ["3", "4", "5"]),
    alert("early", "ring", 500, 1, ["1", "2", "3", "4"]),
    alert("half", "ring", 450, 20, ["5", "6"]),
    alert("one", "fan", 100, 30, ["1", "7", "8"]),
  ]);
  expect(merged.map(({ id, rules, score }) => [id, rules, score])).toEqual([
    ["early", ["ring", "fan"], 590],
    ["one", ["fan"], 100],
  ]);
  expect([...(merged[0]?.payments ?? [])].sort()).toEqual(["1", "2", "3", "4", "5", "6"]);
});

test("a line for each place, the highest ranked first, with names that a scorer elsewhere can make again", () => {
  const payments: LabelledPayment[] = ["1", "2"].map((id) => ({ id, time: 0, from: a, to: b, worth: 5 }));
  const lines = alertLines([alert("x", "fan", 1, 2, ["1"]), alert("y", "ring", 9, 3, ["2"])], {
    name: "set",
    payments,
  });
  expect(
    lines
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { id: "y", time: 3, score: 9, addresses: [a, b], tx: [txHashOf("set", "2")], rules: ["ring"] },
    { id: "x", time: 2, score: 1, addresses: [a, b], tx: [txHashOf("set", "1")], rules: ["fan"] },
  ]);
});
