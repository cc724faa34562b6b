import { expect, test } from "vitest";
import { groupRefusals, outcomeOf } from "./outcome.ts";

const problem = { code: "review_action_refused", title: "Refused", detail: "close: somebody else has it", hint: "" };
const done = { state: "closed", dueAt: "2026-11-28T00:00:00.000Z", overdue: false } as const;

test("counts what was done, and tells the same cause once", () => {
  const items = [
    { alert: "0x1", review: done, version: 2 },
    { alert: "0x2", problem },
    { alert: "0x3", problem },
    { alert: "0x4", problem: { ...problem, code: "not_found", detail: "no alert" } },
  ];
  const outcome = outcomeOf("close", items, "a-batch");
  expect(outcome).toMatchObject({ action: "close", done: 1, batch: "a-batch" });
  expect(groupRefusals(outcome.refusals).map(({ code, count }) => [code, count])).toEqual([
    ["review_action_refused", 2],
    ["not_found", 1],
  ]);
});
