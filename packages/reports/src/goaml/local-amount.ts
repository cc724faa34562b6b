import assert from "@redflag/domain/assert";
import { formatUnits } from "@redflag/domain/money";

/** Digits of the millionths that amounts are kept in. */
const MICROS_DIGITS = 6;

export interface LocalAmount {
  /** "3672.5": a decimal, with the currency's digits at most. */
  text: string;
  /** Millionths that rounding down took away. */
  lostMicros: bigint;
}

/** @param micros millionths of the currency, as decimal text */
export function localAmount(micros: string, fractionDigits: number): LocalAmount {
  assert(fractionDigits <= MICROS_DIGITS, "an amount has no more digits than are kept");
  const step = 10n ** BigInt(MICROS_DIGITS - fractionDigits);
  const exact = BigInt(micros);
  return { text: formatUnits(exact / step, fractionDigits), lostMicros: exact % step };
}

/** "0.0043 AED" */
export function microsText(micros: bigint, currency: string): string {
  return `${formatUnits(micros, MICROS_DIGITS)} ${currency}`;
}
