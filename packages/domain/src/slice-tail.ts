import type { Address } from "./address.ts";
import type { Hex } from "./hex.ts";
import { sliceAddress, sliceUint, sliceWord } from "./slice-word.ts";

/** More accounts than one log has gas for: a length above it is not one that a contract wrote. */
export const ADDRESS_LIST_MAX = 4_096;

/**
 * The bytes of a log's last argument, the only one of variable length: `headWordCount` words, the last of them its
 * offset, then its length and the bytes padded with zeros. Undefined unless the data are exactly that.
 */
export function sliceBytes(data: Hex, headWordCount: number): Hex | undefined {
  const byteCount = tailLength(data, headWordCount);
  if (byteCount === undefined) return undefined;
  const start = 2 + (headWordCount + 1) * 64;
  const end = start + byteCount * 2;
  if (data.length !== start + Math.ceil(byteCount / 32) * 64) return undefined;
  return isZero(data.slice(end)) ? `0x${data.slice(start, end)}` : undefined;
}

/** The accounts of an event whose data are one `address[]`; undefined unless they are exactly that. */
export function sliceAddressList(data: Hex): Address[] | undefined {
  const count = tailLength(data, 1);
  if (count === undefined || count > ADDRESS_LIST_MAX || data.length !== 2 + (2 + count) * 64) return undefined;
  const accounts: Address[] = [];
  for (let i = 0; i < count; i++) {
    const account = sliceAddress(sliceWord(data, 2 + i));
    if (account === undefined) return undefined;
    accounts.push(account);
  }
  return accounts;
}

function tailLength(data: Hex, headWordCount: number): number | undefined {
  const offset = sliceUint(sliceWord(data, headWordCount - 1), 32);
  const length = sliceUint(sliceWord(data, headWordCount), 32);
  return offset === BigInt(headWordCount * 32) && length !== undefined ? Number(length) : undefined;
}

function isZero(digits: string): boolean {
  return digits === "0".repeat(digits.length);
}
