import { groupDigits } from "./decimal-text.ts";
import { Problem } from "./problem.ts";

/** Base units of a token. Code holds bigint, SQL numeric(78,0), JSON a decimal string; nothing holds a float. */
export type Amount = bigint;

/** The largest amount an ERC-20 transfer can carry. */
export const AMOUNT_MAX: Amount = 2n ** 256n - 1n;

/** `1250500000n` with 6 decimals → `"1250.5"`. Exact; no trailing zeros. */
export function formatUnits(amount: Amount, decimals: number): string {
  const digits = amount.toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? "" : digits.slice(-decimals).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/**
 * `"1250.5"` with 6 decimals → `1250500000n`.
 * @throws Problem `amount_malformed` when it is no decimal number, has more fraction digits than the token, or exceeds 256 bits
 */
export function parseUnits(text: string, decimals: number): Amount {
  const match = /^(\d{1,78})(?:\.(\d+))?$/.exec(text);
  const fraction = match?.[2] ?? "";
  if (match === null || fraction.length > decimals) {
    throw new Problem("amount_malformed", `"${text}" with at most ${decimals} fraction digits`);
  }
  const amount = BigInt(`${match[1]}${fraction.padEnd(decimals, "0")}`);
  if (amount > AMOUNT_MAX) throw new Problem("amount_malformed", `"${text}" exceeds 256 bits`);
  return amount;
}

/** `1250500000n`, 6, "USDT" → `"1,250.5 USDT"`. For people. */
export function formatAmount(amount: Amount, decimals: number, symbol: string): string {
  return `${groupDigits(formatUnits(amount, decimals))} ${symbol}`;
}

/** Base units as millionths of the token's whole unit, rounded down: one scale for tokens of any decimals. */
export function toMicros(amount: Amount, decimals: number): bigint {
  if (decimals === 6) return amount;
  return decimals >= 6 ? amount / 10n ** BigInt(decimals - 6) : amount * 10n ** BigInt(6 - decimals);
}

/** Millionths of a currency, to the cent, rounded down: `10500250000n`, "USD" → `"10,500.25 USD"`. For people. */
export function formatMicros(micros: bigint, currency: string): string {
  return formatAmount(micros / 10_000n, 2, currency);
}
