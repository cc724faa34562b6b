import { expect, test } from "vitest";
import { faultOf, typeOf } from "./attachment-file.ts";

test.each([
  [{ name: "order.pdf", type: "application/pdf", size: 10 }, undefined],
  [{ name: "أمر 7.PDF", type: "", size: 10 }, undefined],
  [{ name: "rows.csv", type: "application/vnd.ms-excel", size: 10 }, undefined],
  [{ name: "page.html", type: "text/html", size: 10 }, "type"],
  [{ name: "scan.png", type: "image/png", size: 10 * 1024 * 1024 + 1 }, "size"],
  [{ name: "scan.png", type: "image/png", size: 0 }, "empty"],
  [{ name: "=cmd.csv", type: "text/csv", size: 3 }, "name"],
  [{ name: `${"a".repeat(120)}.csv`, type: "text/csv", size: 3 }, "name"],
])("of %j: %s", (file, fault) => {
  expect(faultOf(file)).toBe(fault);
});

test("a CSV file is one whatever the system calls it", () => {
  expect(typeOf({ name: "rows.csv", type: "application/vnd.ms-excel" })).toBe("text/csv");
});
