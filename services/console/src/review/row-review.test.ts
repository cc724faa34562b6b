import { expect, test } from "vitest";
import { reviewAfter, rowReview } from "./row-review.ts";

const dueAt = "2026-11-28T00:00:00.000Z";
const ana = "8535751d-14be-4bbe-b4f3-cc87eb35e997";
const sue = "1535751d-14be-4bbe-b4f3-cc87eb35e997";
const names = new Map([
  [ana, "Ana"],
  [sue, "Sue"],
]);
const open = { state: "open", dueAt } as const;
const anas = { state: "assigned", dueAt, assignee: { id: ana, name: "Ana" } } as const;

test("a row shows at once what becomes of it", () => {
  expect(reviewAfter(open, { action: "claim" }, ana, names)).toEqual(anas);
  expect(reviewAfter({ ...open, state: "escalated" }, { action: "claim" }, ana, names).state).toBe("escalated");
  expect(reviewAfter(open, { action: "assign", assignee: sue }, ana, names).assignee?.name).toBe("Sue");
  expect(reviewAfter(anas, { action: "escalate", text: "x" }, ana, names)).toEqual({ ...open, state: "escalated" });
  const close = { action: "close", disposition: "humanitarian", text: "x" } as const;
  expect(reviewAfter(anas, close, ana, names)).toEqual({ ...anas, state: "closed", disposition: "humanitarian" });
  const snooze = { action: "snooze", until: dueAt } as const;
  const snoozed = reviewAfter(anas, snooze, ana, names);
  expect(snoozed).toEqual({ ...anas, state: "snoozed", snoozedUntil: dueAt });
  expect(reviewAfter(snoozed, { action: "wake" }, ana, names)).toEqual(anas);
});

test("what the API answers replaces it, and nobody's name is made up", () => {
  const answered = {
    state: "assigned",
    dueAt,
    assignee: "aaaaaaaa-14be-4bbe-b4f3-cc87eb35e997",
    overdue: false,
  } as const;
  expect(rowReview(answered, names)).toEqual({
    state: "assigned",
    dueAt,
    assignee: { id: answered.assignee, name: "aaaaaaaa" },
  });
});
