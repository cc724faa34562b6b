import type { ListSource } from "@redflag/contract/http/routes/list-work";
import { expect, test } from "vitest";
import { sourceState } from "./source-state.ts";

const now = new Date("2026-03-01T12:00:00Z");
const source: ListSource = {
  ...{ list: "one", format: "csv", hosts: ["lists.example"], everySeconds: 3_600, failureCount: 0 },
  nextAttemptAt: "2026-03-01T12:30:00Z",
};
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

test.each([
  ["fresh", { succeededAt: hoursAgo(0.5) }],
  ["fresh, up to the second interval", { succeededAt: hoursAgo(2) }],
  ["late", { succeededAt: hoursAgo(2.1) }],
  ["failing, however fresh", { succeededAt: hoursAgo(0.5), failureCount: 1 }],
  ["new", {}],
])("%s", (name, fields) => {
  expect(sourceState({ ...source, ...fields }, now)).toBe(name.split(",")[0]);
});
