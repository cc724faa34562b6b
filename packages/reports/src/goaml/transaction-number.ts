import type { ReportedPayment } from "./report-material.ts";

/**
 * What tells one payment from every other: `<CAIP-2 chain>:<transaction>:<log>`. The hash is whole, as whoever looks it up needs
 * it; with every chain that Redflag knows it stays within goAML's 100 characters.
 */
export function transactionNumber({ chain, transaction, logIndex }: ReportedPayment): string {
  return `${chain.caip2}:${transaction}:${logIndex}`;
}
