import type { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import { AlertLine } from "@redflag/contract/alert-line";
import type { Alert, Evidence } from "@redflag/domain/alert";
import { demo } from "@redflag/domain/chains/demo";
import { transfersAt, trunk } from "@redflag/store/ledger.samples";
import { expect, test } from "vitest";
import { alertLineOf, newestReasonCount } from "./alert-line-of.ts";
import { alertText } from "./alert-text.ts";

const subject = "0x480bbf412c2d762bd6bd1446af4ed89afe016a48";
const transaction = `0x${"11".repeat(32)}` as const;
const withdrawn: Alert = {
  id: `0x${"22".repeat(32)}`,
  heuristic: "watchlist-hit",
  heuristicVersion: 1,
  subject,
  severity: "SEVERE",
  exposure: "DIRECT",
  score: 400,
  revision: `0x${"33".repeat(32)}`,
  evidenceCount: 1,
  firstBlock: 7,
  lastBlock: 7,
  firstTime: 1_700_000_000,
  lastTime: 1_700_000_000,
  state: "withdrawn",
  stateSeq: 1,
};
const transfer = {
  transaction,
  block: 7,
  logIndex: 0,
  ordinal: 0,
  token: "eip155:31337:0x5FbDB2315678afecb367f032d93F642f64180aa3",
  sender: "eip155:31337:0xc0aB3b528522C377c9b2D869a603771f63082bC8",
  recipient: "eip155:31337:0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48",
  amount: "1",
  change: "retracted" as const,
};
const withdrawal = { transfers: [transfer] } as unknown as AlertEventPayload;

test("a withdrawn alert, whose evidence is gone, is told by the event that withdrew it", () => {
  const line = AlertLine.parse(alertLineOf(demo, { alert: withdrawn, evidence: [] }, withdrawal));
  expect(line).toMatchObject({
    state: "withdrawn",
    subject: transfer.recipient,
    counterparties: [transfer.sender],
    transactions: [transaction],
    reasons: [`withdrawn: a reorg removed transaction ${transaction}, which stood in block 7`],
    firstTime: "2023-11-14T22:13:20.000Z",
  });
  expect(alertText(demo, line)).toContain(`withdrawn: a reorg removed the payment: ${transaction}`);
});

test("one that a rescreening withdrew says so, and what stands in its place", () => {
  const successor = `0x${"77".repeat(32)}`;
  const rescreened = { ...withdrawal, rescreen: { generation: 2, succeededBy: [successor] } };
  const line = AlertLine.parse(alertLineOf(demo, { alert: withdrawn, evidence: [] }, rescreened));
  expect(line).toMatchObject({ transactions: [transaction], succeededBy: [successor] });
  const text = alertText(demo, line);
  expect(text).toContain(
    `withdrawn: the past was screened again with later lists, rates and rules; ${successor} succeeds it`,
  );
  expect(text).not.toContain("reorg");
});

const [payment] = transfersAt(trunk, 4) as [Evidence["transfer"]];

/** The nth finding of a rule that counts payments. */
function counted(value: string, ordinal: number): Evidence {
  const figure = { name: "today", value, comparison: "at_least", threshold: "3", unit: "payments", met: true } as const;
  return {
    ordinal,
    block: { number: 7, hash: transaction, time: 1_700_000_000 },
    transfer: payment,
    heuristicVersion: 1,
    severity: "MEDIUM",
    exposure: "BEHAVIORAL",
    score: 200,
    reasons: [{ code: "a_rule", text: `sent ${value} payments`, figures: [figure] }],
    supporting: [],
    revision: transaction,
    isFinal: true,
  };
}

test.each([
  [["3", "4", "5", "6"], "5"],
  [["3", "4", "3"], "4"],
])("findings of %s payments: the newest one's words stand above its figures", (values, before) => {
  const alert: Alert = { ...withdrawn, state: "final", evidenceCount: values.length };
  const line = AlertLine.parse(alertLineOf(demo, { alert, evidence: values.map(counted) }));
  const last = values.at(-1);
  expect(line.reasons.slice(-2)).toEqual([`sent ${before} payments`, `sent ${last} payments`]);
  const text = alertText(demo, line);
  expect(text).toContain(`\n  sent ${last} payments\n  ${last} payments today (at least 3)\n`);
  expect(text).toContain(`and ${values.length === 3 ? "1 earlier reason" : "3 earlier reasons"}`);
  expect(text).toContain("\n  would not stand with fewer than 3 payments today\n");
  expect(text).not.toContain(`sent ${before} payments`);
});

test("a finding with figures tells its own words first, and what lists and notes say beside it after them", () => {
  const beside = ["higher risk: TR", "listed by NBCTF"].map((text) => ({ code: "listing", text }));
  const [before, newest] = [counted("3", 0), counted("4", 1)];
  const evidence = [before, { ...newest, reasons: [...newest.reasons, ...beside] }];
  const alert: Alert = { ...withdrawn, state: "final", evidenceCount: 2 };
  const line = AlertLine.parse(alertLineOf(demo, { alert, evidence }));
  expect(alertText(demo, line, newestReasonCount(evidence))).toContain(
    "\n  sent 4 payments\n  4 payments today (at least 3)\n  would not stand with fewer than 3 payments today\n" +
      "  higher risk: TR\n  listed by NBCTF\n  and 1 earlier reason\n",
  );
});

test("a withdrawn alert's payments are its only reason", () => {
  const transfers = Array.from({ length: 5 }, (_, n) => ({ ...transfer, transaction: `0x${`2${n}`.repeat(32)}` }));
  const line = alertLineOf(demo, { alert: withdrawn, evidence: [] }, { transfers } as unknown as AlertEventPayload);
  expect(alertText(demo, line)).toContain("a reorg removed its payments");
  expect(alertText(demo, line)).not.toContain("more reason");
});
