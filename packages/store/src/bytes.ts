import type { Hex } from "@redflag/domain/hex";

/** `0x…` text → the bytes that SQL holds. */
export function bytesOf(hex: Hex): Buffer {
  return Buffer.from(hex.slice(2), "hex");
}

/** Bytes from SQL → lower-case `0x…` text. */
export function hexOf(bytes: Buffer): Hex {
  return `0x${bytes.toString("hex")}`;
}
