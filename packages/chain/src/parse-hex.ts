import { type Hex, isHex } from "@redflag/domain/hex";

const QUANTITY = /^0x(?:0|[1-9a-f][0-9a-f]{0,63})$/i;
const WHOLE_BYTES = /^0x(?:[0-9a-f]{2})*$/;

/** A JSON-RPC quantity (hex, no leading zeros) that a number holds exactly; undefined for anything else. */
export function parseQuantity(value: unknown): number | undefined {
  if (typeof value !== "string" || value.length > 16 || !QUANTITY.test(value)) return undefined;
  const number = Number.parseInt(value.slice(2), 16);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** A JSON-RPC quantity of at most 256 bits; undefined for anything else. */
export function parseBigQuantity(value: unknown): bigint | undefined {
  return typeof value === "string" && QUANTITY.test(value) ? BigInt(value) : undefined;
}

/** Exactly `byteCount` bytes as lower-case hex; undefined for anything else. Some nodes write addresses in mixed case. */
export function parseBytes(value: unknown, byteCount: number): Hex | undefined {
  if (isHex(value, byteCount)) return value;
  if (typeof value !== "string") return undefined;
  const lower = value.toLowerCase();
  return isHex(lower, byteCount) ? lower : undefined;
}

/** Whole bytes of any length as lower-case hex; undefined for anything else. */
export function parseData(value: unknown): Hex | undefined {
  if (typeof value !== "string") return undefined;
  const lower = value.toLowerCase();
  return WHOLE_BYTES.test(lower) ? (lower as Hex) : undefined;
}
