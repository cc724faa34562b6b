import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Hex } from "./hex.ts";
import { Problem } from "./problem.ts";

/** 20 bytes as lower-case hex: how an address is held, compared and keyed. Text for people comes from `formatAddress`. */
export type Address = Hex;

/** How the 20 bytes are written for people. TRON (Base58Check) joins as a second family. */
export type AddressFamily = "eip155";

export const ZERO_ADDRESS: Address = "0x0000000000000000000000000000000000000000";

const HEX_ADDRESS = /^0x[0-9a-fA-F]{40}$/;

/**
 * Reads an address that a person or a list wrote.
 * Mixed-case text must carry a valid EIP-55 checksum; all-lower or all-upper text carries none and is accepted.
 * @throws Problem `address_malformed` or `address_checksum`
 */
export function parseAddress(text: string): Address {
  if (!HEX_ADDRESS.test(text)) {
    throw new Problem("address_malformed", `"${text}" is not 0x followed by 40 hex digits`);
  }
  const address = text.toLowerCase() as Address;
  const digits = text.slice(2);
  const hasChecksum = digits !== digits.toLowerCase() && digits !== digits.toUpperCase();
  if (hasChecksum && text !== formatAddress(address)) {
    throw new Problem(
      "address_checksum",
      `${text} fails its EIP-55 checksum; the digits spell ${formatAddress(address)}`,
    );
  }
  return address;
}

/** EIP-55. Costs a Keccak: for people's eyes, never in the hot path. */
export function formatAddress(address: Address): string {
  const digits = address.slice(2);
  const hash = bytesToHex(keccak_256(utf8ToBytes(digits)));
  let out = "0x";
  for (let i = 0; i < digits.length; i++) {
    const digit = digits[i] as string;
    out += Number.parseInt(hash[i] as string, 16) >= 8 ? digit.toUpperCase() : digit;
  }
  return out;
}

/** CAIP-10: the chain's CAIP-2 id and the address as that chain writes it. */
export function formatCaip10(caip2: string, address: Address): string {
  return `${caip2}:${formatAddress(address)}`;
}
