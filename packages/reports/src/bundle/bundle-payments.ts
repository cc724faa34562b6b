import { formatCaip10 } from "@redflag/domain/address";
import { transferName } from "@redflag/domain/alert";
import type { SupportingTransfer } from "@redflag/domain/finding";
import { isoTime } from "@redflag/domain/payment-record";
import { tokenAmount } from "@redflag/domain/token-amount";
import { stringify } from "csv-stringify/sync";
import { knownChain } from "./bundle-explanation.ts";
import { alertOfBundle, type BundledAlert } from "./bundled-alert.ts";

/** A payment that the alert rests on, each once, as people and spreadsheets read it. */
export interface BundlePayment {
  part: "finding" | "counted";
  /** Findings that are on it or count it, from 0. */
  findings: number[];
  chain: string;
  block: number;
  block_hash: string;
  time: string;
  transaction: string;
  log_index: number;
  /** Which of the transaction's transfers of this token it is, from 0. */
  ordinal: number;
  token: string;
  sender: string;
  recipient: string;
  base_units: string;
  amount: string;
}

export function paymentsOfBundle(bundled: BundledAlert): BundlePayment[] {
  const { evidence } = alertOfBundle(bundled);
  const found = new Map<string, BundlePayment>();
  const note = (ordinal: number, part: BundlePayment["part"], payment: SupportingTransfer) => {
    const caip2 = payment.chain ?? bundled.chain;
    const key = `${caip2}/${payment.block.hash}/${transferName(payment.transfer)}`;
    const row = found.get(key) ?? rowOf(caip2, part, payment);
    if (part === "finding") row.part = part;
    if (row.findings.at(-1) !== ordinal) row.findings.push(ordinal);
    found.set(key, row);
  };
  for (const row of evidence) {
    for (const counted of row.supporting) note(row.ordinal, "counted", counted);
    note(row.ordinal, "finding", row);
  }
  return [...found.values()].sort((a, b) =>
    a.time < b.time ? -1 : a.time > b.time ? 1 : a.block - b.block || a.log_index - b.log_index,
  );
}

function rowOf(caip2: string, part: BundlePayment["part"], { block, transfer }: SupportingTransfer): BundlePayment {
  const chain = knownChain(caip2);
  return {
    part,
    findings: [],
    chain: caip2,
    block: block.number,
    block_hash: block.hash,
    time: isoTime(block.time),
    transaction: transfer.txHash,
    log_index: transfer.logIndex,
    ordinal: transfer.txOrdinal,
    token: formatCaip10(chain, transfer.token),
    sender: formatCaip10(chain, transfer.sender),
    recipient: formatCaip10(chain, transfer.recipient),
    base_units: transfer.amount.toString(),
    amount: tokenAmount(chain, transfer.token, transfer.amount),
  };
}

const COLUMNS: ReadonlyArray<keyof BundlePayment> = [
  "part",
  "findings",
  "chain",
  "block",
  "block_hash",
  "time",
  "transaction",
  "log_index",
  "ordinal",
  "token",
  "sender",
  "recipient",
  "base_units",
  "amount",
];

/** RFC 4180; what a spreadsheet would take for a formula gets an apostrophe in front. */
export function paymentsCsv(payments: readonly BundlePayment[]): string {
  const rows = payments.map((row) => ({ ...row, findings: row.findings.join(" ") }));
  return stringify(rows, { header: true, columns: [...COLUMNS], record_delimiter: "windows", escape_formulas: true });
}
