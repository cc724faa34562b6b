import { sha256 } from "@noble/hashes/sha2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { createBase58check } from "@scure/base";
import type { Hex } from "./hex.ts";

/** How the 20 bytes of an account are written for people; also the namespace of the chain's CAIP-2 id. */
export type AddressFamily = "eip155" | "tron";

/** TRON's version byte before the 20 bytes: it makes every address begin with T. */
const TRON_PREFIX = 0x41;
const base58check = createBase58check(sha256);

/** What was written last: an alert and its events name few addresses, each many times. */
const eip55 = new Map<Hex, string>();
const EIP55_KEPT_MAX = 1_000;

/** EIP-55. Costs a Keccak, the first time: for people's eyes, never in the hot path. */
export function formatEip55(address: Hex): string {
  const known = eip55.get(address);
  if (known !== undefined) return known;
  const text = writeEip55(address);
  if (eip55.size >= EIP55_KEPT_MAX) eip55.clear();
  eip55.set(address, text);
  return text;
}

function writeEip55(address: Hex): string {
  const digits = address.slice(2);
  const hash = bytesToHex(keccak_256(utf8ToBytes(digits)));
  let out = "0x";
  for (let i = 0; i < digits.length; i++) {
    const digit = digits[i] as string;
    out += Number.parseInt(hash[i] as string, 16) >= 8 ? digit.toUpperCase() : digit;
  }
  return out;
}

/** Base58Check of 0x41 and the 20 bytes. Costs two SHA-256: for people's eyes, never in the hot path. */
export function formatBase58(address: Hex): string {
  return base58check.encode(Uint8Array.of(TRON_PREFIX, ...hexToBytes(address.slice(2))));
}

/** The 20 bytes, or undefined when the text fails its checksum or is not TRON's: 0x41 and 20 bytes. */
export function readBase58(text: string): Hex | undefined {
  try {
    const bytes = base58check.decode(text);
    return bytes.length === 21 && bytes[0] === TRON_PREFIX ? `0x${bytesToHex(bytes.subarray(1))}` : undefined;
  } catch {
    return undefined;
  }
}
