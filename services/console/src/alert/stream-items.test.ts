import type { AlertAction } from "@redflag/contract/http/routes/alert-review";
import { expect, test } from "vitest";
import { actionsOfOthers, streamItems } from "./stream-items.ts";

const review = { state: "open", dueAt: "2026-01-02T00:00:00.000Z" } as const;

function action(seq: number, at: string, person = "ana"): AlertAction {
  const by = { id: `user:${person}`, name: person };
  return { seq, action: "comment", by, at, before: review, after: review, revision: "0x", evidenceCount: 1 };
}

const history = [
  { at: "2026-01-01T03:00:00.000Z", of: "event", kind: "updated" },
  { at: "2026-01-01T02:00:00.000Z", of: "action", kind: "comment" },
  { at: "2026-01-01T00:00:00.000Z", of: "event", kind: "created" },
] as const;

test("events and actions are one stream, and an action of the history is not told twice", () => {
  const items = streamItems(history, [action(1, "2026-01-01T02:00:00.000Z")], false);
  expect(items.map(({ of, at }) => `${of} ${at.slice(11, 13)}`)).toEqual(["event 03", "action 02", "event 00"]);
});

test("events before the oldest action that is here wait while there are more actions", () => {
  const items = streamItems(history, [action(5, "2026-01-01T02:00:00.000Z")], true);
  expect(items.map(({ of }) => of)).toEqual(["event", "action"]);
});

test("others' actions since one that was seen are told in their order", () => {
  const actions = [action(4, "d", "sue"), action(3, "c"), action(2, "b", "sue"), action(1, "a", "sue")];
  expect(actionsOfOthers(actions, 1, "ana").map(({ seq }) => seq)).toEqual([2, 4]);
});
