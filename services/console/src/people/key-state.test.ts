import { expect, test } from "vitest";
import { keyStateOf } from "./key-state.ts";

const NOW = new Date("2026-06-01T12:00:00Z");

test.each([
  ["2026-06-15T12:00:01Z", undefined, "working"],
  ["2026-06-15T12:00:00Z", undefined, "expiring"],
  ["2026-06-01T12:00:00Z", undefined, "expired"],
  ["2026-12-01T12:00:00Z", "2026-05-01T12:00:00Z", "revoked"],
  ["2026-05-30T12:00:00Z", "2026-05-01T12:00:00Z", "revoked"],
])("a key until %s, revoked at %s, is %s", (expiresAt, revokedAt, state) => {
  expect(keyStateOf({ expiresAt, ...(revokedAt !== undefined && { revokedAt }) }, NOW)).toBe(state);
});
