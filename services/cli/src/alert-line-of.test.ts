import { AlertLine } from "@redflag/contract/alert-line";
import type { EventPayload } from "@redflag/contract/event-payload";
import type { Alert } from "@redflag/domain/alert";
import { demo } from "@redflag/domain/chains/demo";
import { expect, test } from "vitest";
import { alertLineOf } from "./alert-line-of.ts";
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
const withdrawal = { transfers: [transfer] } as unknown as EventPayload;

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
