import { Problem } from "@redflag/domain/problem";
import { expect, test } from "vitest";
import { BadRows } from "./bad-rows.ts";

function messageOf(count: number): string {
  const bad = new BadRows("list_row_invalid");
  for (let row = 1; row <= count; row++) bad.add(`line ${row}`, "why");
  try {
    bad.throwIfAny();
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    expect((error as Problem).code).toBe("list_row_invalid");
    return (error as Problem).detail;
  }
  return "";
}

test("no bad row, no problem", () => {
  expect(messageOf(0)).toBe("");
});

test("all are named up to twenty", () => {
  expect(messageOf(1)).toBe("1 bad row\nline 1: why");
  expect(messageOf(20)).toContain("line 20: why");
  expect(messageOf(20)).not.toContain("more");
});

test("beyond twenty the rest is counted", () => {
  expect(messageOf(23)).toMatch(/^23 bad rows\n.*line 20: why\nand 3 more$/s);
});
