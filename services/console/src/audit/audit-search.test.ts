import { expect, test } from "vitest";
import { auditQueryOf, readAuditSearch } from "./audit-search.ts";

test("what no search could be of is left out", () => {
  expect(readAuditSearch({ actor: " ada ", action: "", since: "2026-02-30x", until: "2026-01-05", page: 2 })).toEqual({
    actor: "ada",
    until: "2026-01-05",
  });
  expect(readAuditSearch({ subject: "x".repeat(300) }).subject).toHaveLength(200);
  expect(readAuditSearch({ since: "2026-13-01", deeds: "yes" })).toEqual({});
});

test("what only looked is asked for, or not", () => {
  expect(readAuditSearch({ deeds: true })).toEqual({ deeds: true });
  expect(auditQueryOf({ deeds: true })).toEqual({ deeds: "true" });
});

test("both days are in it, in UTC", () => {
  expect(auditQueryOf({ actor: "ada", since: "2026-01-05", until: "2026-01-05" })).toEqual({
    actor: "ada",
    since: "2026-01-05T00:00:00.000Z",
    until: "2026-01-06T00:00:00.000Z",
  });
});
