import { expect, test } from "vitest";
import { Id, isInOrder } from "./fields.ts";

test("an id is one, however it was written", () => {
  expect(Id.parse("3FA81343-7472-4AA8-9EE7-7651367F68B8")).toBe("3fa81343-7472-4aa8-9ee7-7651367f68b8");
});

test("two times are in order where the second is later, whatever digits they have", () => {
  expect(isInOrder("2026-01-05T10:00:00Z", "2026-01-05T10:00:00.001Z")).toBe(true);
  expect(isInOrder("2026-01-05T10:00:00.000Z", "2026-01-05T10:00:00Z")).toBe(false);
  expect(isInOrder("2026-01-05T10:00:00Z", undefined)).toBe(true);
});
