import type { CaseExport } from "@redflag/contract/case-export";
import { stringify } from "csv-stringify/sync";

const COLUMNS = [
  "case",
  "alert",
  "rule",
  "rule_version",
  "severity",
  "alert_state",
  "subject",
  "part",
  "chain",
  "block",
  "block_hash",
  "time",
  "transaction",
  "log_index",
  "token",
  "sender",
  "recipient",
  "base_units",
  "amount",
];

/**
 * RFC 4180: one payment of one alert a row, a line ends with CR LF. What a spreadsheet would take for a formula (it begins with
 * = + - @, a tab or a carriage return) gets an apostrophe in front.
 */
export function caseCsv({ number, alerts }: CaseExport): string {
  const rows = alerts.flatMap((alert) =>
    alert.payments.map((payment) => [
      number,
      alert.id,
      alert.rule,
      alert.ruleVersion,
      alert.severity,
      alert.state,
      alert.subject,
      payment.part,
      payment.chain,
      payment.block,
      payment.blockHash,
      payment.at,
      payment.transaction,
      payment.logIndex,
      payment.token,
      payment.sender,
      payment.recipient,
      payment.baseUnits,
      payment.amount,
    ]),
  );
  return stringify(rows, { header: true, columns: COLUMNS, record_delimiter: "windows", escape_formulas: true });
}
