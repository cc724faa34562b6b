/** Lower-case `0x…` text of whole bytes. In memory everything from a chain is this; SQL holds the bytes. */
export type Hex = `0x${string}`;

/** 32 bytes: a block hash, a transaction hash, an event topic. */
export type Hash = Hex;

const IS_DIGIT = new Uint8Array(128);
for (const digit of "0123456789abcdef") IS_DIGIT[digit.charCodeAt(0)] = 1;

/**
 * True for lower-case hex of exactly `byteCount` bytes. A loop, because a regular expression takes more than twice as long, and
 * this runs on each header.
 */
export function isHex(text: unknown, byteCount: number): text is Hex {
  if (typeof text !== "string" || text.length !== 2 + byteCount * 2 || !text.startsWith("0x")) return false;
  for (let i = 2; i < text.length; i++) if (IS_DIGIT[text.charCodeAt(i)] !== 1) return false;
  return true;
}
