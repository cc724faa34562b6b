import { AlertQuery } from "@redflag/contract/http/routes/alerts";
import { ALERT_SORTS } from "@redflag/domain/alert-sort";
import { expect, test } from "vitest";
import {
  alertQueryOf,
  narrowed,
  type QueueSearch,
  readQueueSearch,
  selectedMarks,
  selectionMark,
  viewKeyOf,
  withSelected,
} from "./queue-search.ts";

const id = `0x${"ab".repeat(32)}`;

test("what an address says is read in one order, and what the queue does not take is named", () => {
  expect(readQueueSearch({ severity: "SEVERE,HIGH,SEVERE", overdue: true, sort: "amount", q: 41234 })).toEqual({
    severity: "HIGH,SEVERE",
    overdue: true,
    sort: "amount",
    q: "41234",
  });
  expect(readQueueSearch({ severity: "PURPLE", "<b>": 1, sort: "wat", overdue: "no", chain: "ethereum" })).toEqual({
    chain: "ethereum",
    ignored: "severity,b,sort,overdue",
  });
  // The address is written anew without them: the note stays.
  expect(readQueueSearch({ ignored: "severity,b", selected: "x" })).toEqual({ ignored: "severity,b,selected" });
  expect(readQueueSearch({ beside: "0x12", __proto__: "x" })).toEqual({ ignored: "beside" });
});

test.each<QueueSearch>([
  {},
  ...ALERT_SORTS.map((sort) => ({ sort })),
  { severity: "HIGH", exposure: "DIRECT", state: "final", review: "any", heuristic: "fan-in,fan-out" },
  { assignee: "none", overdue: true, flat: true, q: "0xab12", disposition: "humanitarian" },
  { subject: "TXyz", transaction: id, list: "nbctf", entry: id, from: "2026-11-27T00:00:00Z", beside: id },
])("the API takes what the queue asks: %o", (search) => {
  expect(AlertQuery.safeParse(alertQueryOf(search)).error).toBeUndefined();
});

test("what waits is asked for unless something else is, or something is sought", () => {
  expect(alertQueryOf({}).review).toBe("open,assigned,escalated");
  expect(alertQueryOf({ review: "any" }).review).toBeUndefined();
  expect(alertQueryOf({ q: "0xab12" }).review).toBeUndefined();
  expect(alertQueryOf({ q: "0xab12", review: "closed" }).review).toBe("closed");
});

test("a view is known again by what it shows", () => {
  expect(viewKeyOf({ sort: "rank", beside: id })).toBe(viewKeyOf({ review: "open,assigned,escalated" }));
  expect(viewKeyOf({ sort: "due" })).not.toBe(viewKeyOf({}));
});

test("another filter leaves the selection behind, and empty filters are no filters", () => {
  const search = { severity: "HIGH", selected: "ab".repeat(8), beside: id, ignored: "x" };
  expect(narrowed(search, { severity: "" })).toEqual({ beside: id });
});

test("a selection is in the address, as much of it as one action takes", () => {
  const marks = new Set([selectionMark(id)]);
  const search = readQueueSearch({ ...withSelected({ sort: "due" }, marks) });
  expect(search).toEqual({ sort: "due", selected: "abababababababab" });
  expect(selectedMarks(search)).toEqual(marks);
  expect(withSelected(search, new Set())).toEqual({ sort: "due" });
  const many = new Set(Array.from({ length: 600 }, (_, i) => i.toString(16).padStart(16, "0")));
  expect(selectedMarks(readQueueSearch({ ...withSelected({}, many) })).size).toBe(500);
});
