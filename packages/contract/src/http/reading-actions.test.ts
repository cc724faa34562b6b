import { expect, test } from "vitest";
import { READING_ACTIONS } from "./reading-actions.ts";

test("what only looks is reading; what changes something or leaves is not", () => {
  expect(READING_ACTIONS).toEqual(expect.arrayContaining(["session.read", "alert.list", "case.read", "audit.read"]));
  for (const deed of ["session.create", "alert.review", "case.export", "list.export", "alert.bundle", "audit.export"]) {
    expect(READING_ACTIONS).not.toContain(deed);
  }
});
