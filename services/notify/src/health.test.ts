import { expect, test } from "vitest";
import { type EndedAttempt, healthOf } from "./health.ts";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-01-10T00:00:00Z");
const ago = (ms: number) => new Date(NOW.getTime() - ms);

function ended(outcome: EndedAttempt["outcome"], failingSince?: Date, claimedAt = NOW): EndedAttempt {
  return { subscriptionId: "s", outcome, claimedAt, failingSince };
}

test("the last word counts, and the first failure after a success", () => {
  expect(healthOf([ended("failed"), ended("delivered")])).toEqual({
    succeeding: ["s"],
    failing: [],
    stopping: [],
  });
  const [one, two] = [ago(2), ago(1)];
  expect(healthOf([ended("delivered"), ended("failed", undefined, one), ended("failed", undefined, two)])).toEqual({
    succeeding: ["s"],
    failing: [{ id: "s", since: one }],
    stopping: [],
  });
});

test("three days without one success end it, and one success among them does not", () => {
  const since = ago(3 * DAY_MS);
  expect(healthOf([ended("failed", ago(3 * DAY_MS - 1))]).stopping).toEqual([]);
  expect(healthOf([ended("failed", since)]).stopping).toEqual([{ id: "s", cause: "failing", since }]);
  expect(healthOf([ended("delivered"), ended("failed", since)]).stopping).toEqual([]);
  expect(healthOf([ended("failed", since), ended("delivered")]).stopping).toEqual([]);
});

test("what is gone is gone, whatever else its attempts came to", () => {
  const stopping = [{ id: "s", cause: "gone", since: NOW }];
  const long = ago(9 * DAY_MS);
  for (const others of [[], [ended("delivered")], [ended("failed", long)]]) {
    expect(healthOf([...others, ended("gone")]).stopping).toEqual(stopping);
    expect(healthOf([ended("gone"), ...others]).stopping).toEqual(stopping);
  }
});
