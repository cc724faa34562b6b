import { sha256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { createBase58check } from "@scure/base";
import type { Hex } from "./hex.ts";
import { RecentTexts } from "./recent-texts.ts";

/** How the 20 bytes of an account are written for people; also the namespace of the chain's CAIP-2 id. */
export type AddressFamily = "eip155" | "tron";

/** TRON's version byte before the 20 bytes: it makes every address begin with T. */
const TRON_PREFIX = 0x41;
const base58check = createBase58check(sha256);

/** As many as are screened at once, and more: each is read and written several times over. */
const KEPT_MAX = 2_000;
const eip55 = new RecentTexts<Hex>(KEPT_MAX);
const base58 = new RecentTexts<Hex>(KEPT_MAX);

/** EIP-55. Costs a Keccak, the first time: for people's eyes, never in the hot path. */
export function formatEip55(address: Hex): string {
  const known = eip55.find(address);
  if (known !== undefined) return known;
  const text = writeEip55(address);
  eip55.keep(address, text);
  return text;
}

const LOWER_A = 97;
const TO_UPPER = -32;

/** Over character codes: of a thousand addresses that are screened at once it is a good part of the work. */
function writeEip55(address: Hex): string {
  const codes = utf8ToBytes(address.slice(2));
  const hash = keccak_256(codes);
  const written = codes.map((code, i) => {
    const byte = hash[i >> 1] as number;
    const nibble = i % 2 === 0 ? byte >> 4 : byte & 15;
    return nibble >= 8 && code >= LOWER_A ? code + TO_UPPER : code;
  });
  return `0x${String.fromCharCode(...written)}`;
}

/** Base58Check of 0x41 and the 20 bytes. Costs two SHA-256, the first time: for people's eyes, never in the hot path. */
export function formatBase58(address: Hex): string {
  const known = base58.find(address);
  if (known !== undefined) return known;
  const text = base58check.encode(Uint8Array.of(TRON_PREFIX, ...hexToBytes(address.slice(2))));
  base58.keep(address, text);
  return text;
}

/** The 20 bytes, or undefined when the text fails its checksum or is not TRON's: 0x41 and 20 bytes. */
export function readBase58(text: string): Hex | undefined {
  try {
    const bytes = base58check.decode(text);
    if (bytes.length !== 21 || bytes[0] !== TRON_PREFIX) return undefined;
    const address: Hex = `0x${bytesToHex(bytes.subarray(1))}`;
    // No other text decodes to these bytes.
    base58.keep(address, text);
    return address;
  } catch {
    return undefined;
  }
}
