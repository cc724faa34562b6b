import { type Address, formatAddress, parseAddress } from "@redflag/domain/address";
import type { AddressFamily } from "@redflag/domain/address-family";

/** The address in a CAIP-10 account. */
export function addressOfCaip10(caip10: string): Address {
  return parseAddress(caip10.slice(caip10.lastIndexOf(":") + 1)).address;
}

/** "0x480b…6a48": for a glance, never to compare by. */
export function shortAddress(address: Address, family: AddressFamily): string {
  const text = formatAddress(address, family);
  return `${text.slice(0, 6)}…${text.slice(-4)}`;
}

/** Shortens every address that a sentence names. */
export function shortenAddresses(text: string): string {
  return text.replaceAll(/\b(0x[0-9a-fA-F]{4}|T[1-9A-HJ-NP-Za-km-z]{5})[0-9A-Za-z]{24,32}([0-9A-Za-z]{4})\b/g, "$1…$2");
}
