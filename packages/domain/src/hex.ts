/** Lower-case `0x…` text of whole bytes. In memory everything from a chain is this; SQL holds the bytes. */
export type Hex = `0x${string}`;

/** 32 bytes: a block hash, a transaction hash, an event topic. */
export type Hash = Hex;

const WHOLE_BYTES = /^0x(?:[0-9a-f]{2})*$/;

/** True for lower-case hex of exactly `byteCount` bytes. */
export function isHex(text: unknown, byteCount: number): text is Hex {
  return typeof text === "string" && text.length === 2 + byteCount * 2 && WHOLE_BYTES.test(text);
}
