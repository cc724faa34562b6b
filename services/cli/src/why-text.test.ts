import { type ExplainedTransfer, whyTransferLine } from "@redflag/api/why-body";
import { alertId, appendFindings } from "@redflag/domain/alert";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { sampleFinding } from "@redflag/domain/finding.samples";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import type { Coverage } from "@redflag/store/coverage-read";
import { transfersAt, trunk } from "@redflag/store/ledger.samples";
import { expect, test } from "vitest";
import { whyText } from "./why-text.ts";

const [transfer] = transfersAt(trunk, 4) as [ExplainedTransfer["transfer"]];
const today = logFilterFor("ethereum");
const read: Coverage = {
  fromBlock: 1,
  toBlock: 9,
  endpoint: "a.example",
  level: "self_consistent",
  provenBlockCount: 9,
  transferCount: 3,
  refusedCount: 0,
  readAt: 1_700_000_000,
};

const finding = sampleFinding(1);
const sampleAlert = {
  ...appendFindings(alertId("eip155:1", finding), undefined, [finding]).alert,
  state: "final" as const,
};

function explained(coverage: Coverage): ExplainedTransfer {
  return { transfer, verdicts: { kind: "not_screened", text: "later" }, alerts: [], coverage, besides: [] };
}

test.each([
  ["today's", { filter: logFilterDigest(today) }, "self consistent\n", true],
  [
    "another",
    { filter: logFilterDigest({ ...today, addresses: today.addresses.slice(1) }) },
    "self consistent; other contracts or events were known then, so what was added since was not searched for\n",
    false,
  ],
  [
    "no recorded",
    {},
    "self consistent; what was asked for then is not recorded, so what was added since may not have been searched for\n",
    false,
  ],
])("a block that was read with %s filter", (_, known, said, isCurrentFilter) => {
  const one = explained({ ...read, ...known });
  expect(whyText(ethereum, one, new Map())).toContain(`read from a.example with blocks 1 to 9, checked: ${said}`);
  expect(whyTransferLine(ethereum, one)).toMatchObject({ coverage: { level: "self_consistent", isCurrentFilter } });
});

test("an alert that was filed and is not given any more is said to be so", () => {
  const { id } = sampleAlert;
  const one = { ...explained(read), alerts: [sampleAlert] };
  expect(whyText(ethereum, one, new Map([[id, "filed; the past screened again does not give it"]]))).toMatch(
    /1 payment, final; filed; the past screened again does not give it$/,
  );
  expect(whyText(ethereum, one, new Map())).toMatch(/1 payment, final$/);
});
