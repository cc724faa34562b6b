import { expect, test } from "vitest";
import { auditCsv } from "./audit-csv.ts";

test("an entry is a row, and what a spreadsheet would calculate is text", () => {
  const actor = { kind: "key", id: "k1", name: "=1+1" } as const;
  const at = "2026-01-05T10:00:00.000Z";
  const entry = { seq: 7, at, actor, action: "alert.list", outcome: "done", detail: { a: 'b"' }, hash: "ff" } as const;
  expect(auditCsv([entry]).split("\r\n")[1]).toBe(`7,${at},key,k1,'=1+1,alert.list,done,,"{""a"":""b\\""""}",,,ff`);
});
