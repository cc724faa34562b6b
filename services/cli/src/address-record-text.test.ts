import { recordBody } from "@redflag/api/why-body";
import { demo } from "@redflag/domain/chains/demo";
import { silence } from "@redflag/domain/silence";
import type { AddressRecord } from "@redflag/domain/why";
import { transfersAt, trunk } from "@redflag/store/ledger.samples";
import { expect, test } from "vitest";
import { addressRecordLines } from "./address-record-text.ts";

const [transfer] = transfersAt(trunk, 4) as [AddressRecord["rules"][number]["nearest"]["transfer"]];
const unmet = {
  name: "in 7 days",
  value: "3",
  comparison: "at_least",
  threshold: "20",
  unit: "payers",
  met: false,
} as const;
const assessment = silence(() => ({ figures: [unmet], exclusions: ["the rest"] }));
const rule = { heuristic: "a-rule", version: 1, fired: 0, context: 0, silent: 1, withheld: 0, gaps: 0 };
const record: AddressRecord = { sent: 1, isCut: false, rules: [{ ...rule, nearest: { transfer, assessment } }] };

test("JSON holds what a silence says, which is made only when it is asked for", () => {
  expect(JSON.parse(JSON.stringify(recordBody(record)))).toMatchObject({
    rules: [
      {
        silent: 1,
        nearest: {
          transaction: transfer.txHash,
          assessment: { outcome: "silent", text: "3 payers in 7 days (not at least 20)", figures: [{ value: "3" }] },
        },
      },
    ],
  });
});

test("says what is left out, what failed and where it stopped", () => {
  const lines = addressRecordLines(demo, {
    ...record,
    isCut: true,
    rules: record.rules.map((r) => ({ ...r, gaps: 2 })),
  });
  expect(lines[0]).toBe(
    "a-rule version 1, on its first 1 final payment: fired 0, silent 1, could not be judged 0, failed 2",
  );
  expect(lines).toContain("      note: the rest");
  const [none] = addressRecordLines(demo, { sent: 0, isCut: true, rules: [] });
  expect(none).toContain("too many to go through");
});
