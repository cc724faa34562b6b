import { expect, test } from "vitest";
import { type AccessFacts, accessMarksOf, accessReviewDueAt } from "./access-review.ts";

const NOW = new Date("2026-06-01T12:00:00Z");
const daysFromNow = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const USED: AccessFacts = { kind: "user", roles: ["analyst"], lastUsedAt: daysFromNow(-1) };

test.each<[string, Partial<AccessFacts>, string[]]>([
  ["nothing", {}, []],
  ["89 days without a use", { lastUsedAt: daysFromNow(-89.9) }, []],
  ["90 days without a use", { lastUsedAt: daysFromNow(-90) }, ["idle"]],
  ["an admin who reviews", { roles: ["admin", "supervisor"] }, ["admin_and_reviewer"]],
  ["an admin who looks after chains", { roles: ["admin", "ops"] }, []],
  ["a key that ends in two weeks", { kind: "key", expiresAt: daysFromNow(14) }, ["expires_soon"]],
  ["a key that ends later", { kind: "key", expiresAt: daysFromNow(14.1) }, []],
])("what is unusual about %s", (_, over, marks) => {
  expect(accessMarksOf({ ...USED, ...over }, NOW)).toEqual(marks);
});

test("what was never used says only that, and is not idle", () => {
  expect(accessMarksOf({ kind: "key", roles: ["ops"] }, NOW)).toEqual(["never_used"]);
});

test("it is due ninety days after the last one, and where there was none it has no day", () => {
  expect(accessReviewDueAt(NOW)).toEqual(daysFromNow(90));
  expect(accessReviewDueAt(undefined)).toBeUndefined();
});
