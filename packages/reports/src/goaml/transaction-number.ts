import { createHash } from "node:crypto";
import { ELEMENT_CHARS_MAX } from "./element-lengths.ts";
import type { ReportedPayment } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";

/** 160 bits: no two payments of anybody's reports come to the same. */
const DIGEST_CHARS = 40;

/**
 * What tells one payment from every other: `<CAIP-2 chain>:<transaction>:<log>`. The hash is whole, as whoever looks it up needs
 * it; with every chain that Redflag knows it stays within goAML 5's 100 characters. Schemas before that have 50: there it is the
 * beginning of that text's SHA-256, as half a hash could be taken for a whole one. The whole text stands in the transaction's words.
 */
export function transactionNumber(
  { lengths }: ReportProfile,
  { chain, transaction, logIndex }: ReportedPayment,
): string {
  const whole = `${chain.caip2}:${transaction}:${logIndex}`;
  const max = lengths.transactionnumber ?? ELEMENT_CHARS_MAX.transactionnumber ?? whole.length;
  return whole.length <= max ? whole : createHash("sha256").update(whole).digest("hex").slice(0, DIGEST_CHARS);
}
