import { expect, test } from "vitest";
import { relatedRows } from "./related-rows.ts";

function alert(id: string) {
  const subject = "eip155:1:0x";
  return { id, subject, heuristic: "structuring", severity: "LOW", state: "final", lastTime: "2026-01-01" } as const;
}

test("an alert that is related in two ways has one row with both", () => {
  const rows = relatedRows({ group: [alert("b")], subject: [alert("a")], counterparties: [alert("b"), alert("c")] });
  expect(rows.map(({ id, ties }) => [id, ties])).toEqual([
    ["b", ["group", "counterparties"]],
    ["a", ["subject"]],
    ["c", ["counterparties"]],
  ]);
});
