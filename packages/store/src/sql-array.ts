import type { Hex } from "@redflag/domain/hex";

/**
 * Array literals for `unnest`, written straight from what code holds: the driver's own arrays cost a Buffer and a
 * second encoding for each value.
 */

/** For a `::bytea[]` parameter. */
export function byteaArray(values: Iterable<Hex | undefined>): string {
  return literal(values, (hex) => `"\\\\x${hex.slice(2)}"`);
}

/** For a `::bigint[]`, `::integer[]` or `::numeric[]` parameter. */
export function numberArray(values: Iterable<number | bigint | undefined>): string {
  return literal(values, String);
}

/** For a `::text[]` parameter. */
export function textArray(values: Iterable<string | undefined>): string {
  return literal(values, quote);
}

/** For a `::text[]` parameter whose elements are themselves `bytea[]` literals: unnest cannot take ragged arrays. */
export function byteaArrayArray(values: Iterable<Iterable<Hex>>): string {
  return literal(values, (hexes) => quote(byteaArray(hexes)));
}

function quote(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function literal<T>(values: Iterable<T | undefined>, element: (value: T) => string): string {
  const parts: string[] = [];
  for (const value of values) parts.push(value === undefined ? "null" : element(value));
  return `{${parts.join(",")}}`;
}
