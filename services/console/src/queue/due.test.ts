import { expect, test } from "vitest";
import { dueOf } from "./due.ts";

const at = (time: string) => `2026-11-${time}Z`;

test.each([
  ["27T00:00:00", "27T04:00:00", "27T01:00:00", { isOver: false, spent: 0.25, count: 3, unit: "hour" }],
  ["27T00:00:00", "27T04:00:00", "27T03:30:30", { isOver: false, count: 29, unit: "minute" }],
  ["20T00:00:00", "27T00:00:00", "20T00:00:00", { isOver: false, spent: 0, count: 7, unit: "day" }],
  ["20T00:00:00", "21T00:00:00", "22T12:00:00", { isOver: true, spent: 2.5, count: 36, unit: "hour" }],
  ["20T00:00:00", "20T00:00:00", "20T00:00:00", { isOver: true, spent: 1, count: 0, unit: "minute" }],
])("an alert of %s that is due at %s, seen at %s", (created, due, now, expected) => {
  expect(dueOf(at(created), at(due), new Date(at(now)))).toMatchObject(expected);
});
