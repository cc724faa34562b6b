import type { AuditReport } from "@redflag/domain/audit-report";
import { expect, test } from "vitest";
import { reportText } from "./report-text.ts";

const HELD_TO_2: Partial<AuditReport> = { checkpointCount: 1, heldTo: { seq: 2, at: "2026-01-05T10:00:00.000Z" } };

test.each<[string, Partial<AuditReport>, string]>([
  [
    "held to its end",
    { rowCount: 2, lastSeq: 2, ...HELD_TO_2 },
    "After row 2 there is none: that rows after the last one were cut off cannot be seen here.",
  ],
  [
    "held in part",
    { rowCount: 4, lastSeq: 4, ...HELD_TO_2 },
    "Rows 3 to 4 came later: that they were written anew cannot be seen here, nor that rows after the last one were cut off.",
  ],
  [
    "not held",
    { rowCount: 4, lastSeq: 4 },
    "That they were written anew cannot be seen here, nor that rows after the last one were cut off.",
  ],
  ["empty", {}, "That rows after the last one were cut off cannot be seen here."],
])("of a chain that is %s it says what remains open", (_, over, open) => {
  const report = { warnings: [], rowCount: 0, lastSeq: 0, lastHash: "", checkpointCount: 0, ...over };
  expect(reportText({ report, firstSeq: 1 }).split("\n").at(-1)).toBe(open);
});
