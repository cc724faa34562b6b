import { expect, test } from "vitest";
import { saidOf } from "./said-of.ts";

test("an entry says what people wrote, and no ids", () => {
  expect(saidOf({ reason: "court order", attachment: "5", name: "order.pdf", sha256: "00" })).toEqual([
    "order.pdf",
    "court order",
  ]);
  expect(saidOf({ count: 3, alerts: ["0x1"] })).toEqual([]);
  expect(saidOf(undefined)).toEqual([]);
});
