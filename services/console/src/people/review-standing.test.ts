import type { AccessReview } from "@redflag/contract/http/routes/access-reviews";
import { expect, test } from "vitest";
import { standingOf } from "./review-standing.ts";

const NOW = new Date("2026-06-01T12:00:00Z");

function review(startedAt: string, finishedAt?: string): AccessReview {
  const by = { id: "user:1", name: "ada" };
  const end = finishedAt === undefined ? {} : { finishedAt, finishedBy: by };
  return { id: startedAt, startedAt, startedBy: by, ...end, subjectCount: 1, decidedCount: 0 };
}

test("where there was none it is due at once; an open one is due no more", () => {
  expect(standingOf([], NOW)).toEqual({ dueAt: NOW });
  const open = review("2026-05-01T00:00:00Z");
  const before = review("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");
  expect(standingOf([open, before], NOW)).toEqual({ open, lastFinished: before });
});

test("it is due ninety days after the last one was finished", () => {
  const last = review("2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z");
  const before = review("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");
  expect(standingOf([last, before], NOW)).toEqual({ lastFinished: last, dueAt: new Date("2026-07-31T00:00:00Z") });
});
