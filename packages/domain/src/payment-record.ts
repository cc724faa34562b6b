import { formatAddress } from "./address.ts";
import type { Chain } from "./chain.ts";
import { transactionLink } from "./explorer-link.ts";
import type { SupportingTransfer } from "./finding.ts";
import { USD, worthOf } from "./flow-worth.ts";
import type { Hash } from "./hex.ts";
import { formatAmount, formatMicros, toMicros } from "./money.ts";
import type { RateTable } from "./rate-table.ts";
import { findToken } from "./token-registry.ts";

/** One payment of an alert, as people and machines read it. JSON-safe. */
export interface PaymentRecord {
  /** `finding`: a rule fired on it; `counted`: a finding counts it. */
  part: "finding" | "counted";
  transaction: Hash;
  link?: string;
  block: number;
  blockHash: Hash;
  logIndex: number;
  /** Block time. */
  time: string;
  sender: string;
  recipient: string;
  /** "1,250.5 USDT" */
  amount: string;
  /** What the token's peg was worth that day, in US dollars and in the currency asked for, where there is a rate. */
  worth: readonly string[];
}

/** How a payment is shown. */
export interface PaymentView {
  chain: Chain;
  rates: RateTable;
  /** ISO 4217, besides US dollars. */
  currency?: string;
}

export function recordPayment(
  view: PaymentView,
  part: PaymentRecord["part"],
  { block, transfer }: SupportingTransfer,
): PaymentRecord {
  const { chain } = view;
  const link = transactionLink(chain, transfer.txHash);
  return {
    part,
    transaction: transfer.txHash,
    ...(link !== undefined && { link }),
    block: block.number,
    blockHash: block.hash,
    logIndex: transfer.logIndex,
    time: isoTime(block.time),
    sender: formatAddress(transfer.sender, chain.family),
    recipient: formatAddress(transfer.recipient, chain.family),
    ...amountOf(view, { block, transfer }),
  };
}

function amountOf({ chain, rates, currency }: PaymentView, { block, transfer }: SupportingTransfer) {
  const known = findToken(chain.name, transfer.token);
  // A program without the token can still show what was moved.
  if (known === undefined) return { amount: `${transfer.amount} base units of ${transfer.token}`, worth: [] };
  const { decimals, symbol = known.token.symbol } = known.contract;
  const flow = { peg: known.token.peg, micros: toMicros(transfer.amount, decimals), time: block.time };
  const wanted = [USD, ...(currency === undefined || currency === USD ? [] : [currency])];
  const worth = wanted.flatMap((code) => {
    const micros = worthOf(rates, flow, code);
    return micros === undefined ? [] : [formatMicros(micros, code)];
  });
  return { amount: formatAmount(transfer.amount, decimals, symbol), worth };
}

/** "2026-01-05T12:00:00Z: 0x… sent 10 USDT (10.00 USD) to 0x…, block 7, transaction 0x…, https://…" */
export function paymentText({
  time,
  sender,
  recipient,
  amount,
  worth,
  block,
  transaction,
  link,
}: PaymentRecord): string {
  const value = worth.length === 0 ? "" : ` (${worth.join(", ")})`;
  const where = `block ${block}, transaction ${transaction}${link === undefined ? "" : `, ${link}`}`;
  return `${time}: ${sender} sent ${amount}${value} to ${recipient}, ${where}`;
}

/** To the second, with its zone. */
export function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
