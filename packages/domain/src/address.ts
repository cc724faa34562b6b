import { type AddressFamily, formatBase58, formatEip55, readBase58 } from "./address-family.ts";
import type { Chain } from "./chain.ts";
import type { Hex } from "./hex.ts";
import { Problem } from "./problem.ts";
import { strangeCharacterText } from "./strange-character.ts";

/** 20 bytes as lower-case hex: how an address is held, compared and keyed. Text for people comes from `formatAddress`. */
export type Address = Hex;

export const ZERO_ADDRESS: Address = "0x0000000000000000000000000000000000000000";

/** An address with the family that its text belongs to: the format tells it, never a label beside it. */
export interface ParsedAddress {
  address: Address;
  family: AddressFamily;
}

const HEX_ADDRESS = /^0x[0-9a-fA-F]{40}$/;
/** The form in which TRON's own tools print the bytes: 41 and 40 digits. */
const TRON_HEX = /^(?:0x)?41[0-9a-fA-F]{40}$/;
const BASE58_ADDRESS = /^T[1-9A-HJ-NP-Za-km-z]{33}$/;

/**
 * Reads an address that a person or a list wrote. Mixed-case hex must carry a valid EIP-55 checksum; all-lower or
 * all-upper hex carries none and is accepted. TRON's Base58Check always carries one.
 * @throws Problem `address_malformed` or `address_checksum`
 */
export function parseAddress(text: string): ParsedAddress {
  if (text.startsWith("T")) return { address: parseBase58(text), family: "tron" };
  if (TRON_HEX.test(text)) return { address: `0x${text.slice(-40).toLowerCase()}`, family: "tron" };
  if (!HEX_ADDRESS.test(text)) {
    throw malformed(text, "is neither 0x followed by 40 hex digits nor T followed by 33 letters and digits");
  }
  const address = text.toLowerCase() as Address;
  const digits = text.slice(2);
  const hasChecksum = digits !== digits.toLowerCase() && digits !== digits.toUpperCase();
  if (hasChecksum && text !== formatEip55(address)) {
    throw new Problem(
      "address_checksum",
      `${text} fails its EIP-55 checksum; the digits spell ${formatEip55(address)}`,
    );
  }
  return { address, family: "eip155" };
}

function parseBase58(text: string): Address {
  if (!BASE58_ADDRESS.test(text)) {
    throw malformed(text, "is not T followed by 33 letters and digits without 0, O, I and l");
  }
  const address = readBase58(text);
  if (address === undefined) throw new Problem("address_checksum", `${text} fails its Base58Check checksum`);
  return address;
}

/** Where one character is to blame, names it: what looks right on the screen is what people cannot find. */
function malformed(text: string, reason: string): Problem {
  return new Problem("address_malformed", strangeCharacterText(text) ?? `"${text}" ${reason}`);
}

/**
 * Reads an address of this chain. On TRON, hex is taken too, since its nodes write it so; elsewhere TRON's text is refused:
 * the same 20 bytes would be another account's.
 * @throws Problem `address_malformed` or `address_checksum`
 */
export function parseAddressOn(chain: Pick<Chain, "family" | "title">, text: string): Address {
  const { address, family } = parseAddress(text);
  if (family !== chain.family && chain.family !== "tron") {
    throw new Problem("address_malformed", `${text} is an address of TRON, not of ${chain.title}`);
  }
  return address;
}

/** As the family writes it: EIP-55, or Base58Check. Costs hashing: for people's eyes, never in the hot path. */
export function formatAddress(address: Address, family: AddressFamily): string {
  return family === "tron" ? formatBase58(address) : formatEip55(address);
}

/** CAIP-10: the chain's CAIP-2 id and the address as that chain writes it. */
export function formatCaip10({ caip2, family }: Pick<Chain, "caip2" | "family">, address: Address): string {
  return `${caip2}:${formatAddress(address, family)}`;
}
