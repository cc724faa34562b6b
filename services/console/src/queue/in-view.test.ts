import type { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { AlertRow } from "@redflag/contract/http/routes/alerts";
import { expect, test } from "vitest";
import { belongsInto, isStillWanted } from "./in-view.ts";
import type { QueueSearch } from "./queue-search.ts";

const ana = "8535751d-14be-4bbe-b4f3-cc87eb35e997";
const rowWith = (review: Partial<AlertRow["review"]>) =>
  ({ review: { state: "open", dueAt: "", ...review } }) as AlertRow;
const anas = { state: "assigned", assignee: { id: ana, name: "Ana" } } as const;

test.each<[QueueSearch, AlertRow, boolean]>([
  [{}, rowWith({}), true],
  [{}, rowWith({ state: "closed" }), false],
  [{ review: "any" }, rowWith({ state: "closed" }), true],
  [{ assignee: "none" }, rowWith(anas), false],
  [{ assignee: "me" }, rowWith(anas), true],
  [{ assignee: ana }, rowWith({}), false],
  [{ followUp: true }, rowWith({ state: "closed", followUpSince: "" }), true],
  [{ followUp: true }, rowWith({ state: "closed" }), false],
])("of a list by %o a row is still part, or no more", (search, row, wanted) => {
  expect(isStillWanted(search, row, ana)).toBe(wanted);
});

const event = {
  type: "alert.created",
  chain: "eip155:1",
  subject: "eip155:1:0xAB",
  severity: "HIGH",
  exposure: "DIRECT",
  heuristic: "fan-in",
  state: "provisional",
} as AlertEventPayload;

test.each<[QueueSearch, boolean]>([
  [{}, true],
  [{ severity: "HIGH,SEVERE", heuristic: "fan-in" }, true],
  [{ severity: "LOW" }, false],
  [{ chain: "eip155:8453" }, false],
  [{ assignee: "me" }, false],
  [{ review: "closed" }, false],
  [{ overdue: true }, false],
  [{ q: "0xab" }, false],
  [{ subject: "0xAB" }, true],
  [{ subject: "0xCD" }, false],
])("into a list by %o a new alert belongs, or does not", (search, belongs) => {
  expect(belongsInto(search, event)).toBe(belongs);
});
