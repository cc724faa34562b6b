import type { Address } from "./address.ts";
import type { Chain } from "./chain.ts";
import { countOf } from "./decimal-text.ts";
import type { SupportingTransfer } from "./finding.ts";
import { formatMicros, toMicros } from "./money.ts";
import { findToken } from "./token-registry.ts";

/** What the subject received and paid by the payments of one alert, beside its past. JSON-safe. */
export interface AlertFlow {
  payments: number;
  /** Of each peg, each token taken at it: "5,000 USD". */
  sums: readonly string[];
}

export function alertFlowOf(
  chain: Chain,
  subject: Address,
  side: "sender" | "recipient",
  payments: readonly SupportingTransfer[],
): AlertFlow {
  const own = payments.filter(({ transfer }) => transfer[side] === subject && transfer.sender !== transfer.recipient);
  const sums = new Map<string, bigint>();
  for (const { transfer } of own) {
    const known = findToken(chain.name, transfer.token);
    if (known === undefined) continue;
    const { peg } = known.token;
    sums.set(peg, (sums.get(peg) ?? 0n) + toMicros(transfer.amount, known.contract.decimals));
  }
  const inOrder = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  return { payments: own.length, sums: inOrder.map(([peg, micros]) => formatMicros(micros, peg)) };
}

/** "by the payments of this alert it received 1 payment, 5,000 USD; it paid nothing" */
export function alertFlowText(received: AlertFlow, paid: AlertFlow): string {
  return `by the payments of this alert it ${flowText("received", received)}; it ${flowText("paid", paid)}`;
}

function flowText(verb: string, { payments, sums }: AlertFlow): string {
  if (payments === 0) return `${verb} nothing`;
  return [`${verb} ${countOf(payments, "payment")}`, ...sums].join(", ");
}
