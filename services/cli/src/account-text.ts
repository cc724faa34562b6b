import { type Address, formatAddress, parseAddress } from "@redflag/domain/address";

/** The address in a CAIP-10 account. */
export function addressOfCaip10(caip10: string): Address {
  return parseAddress(caip10.slice(caip10.lastIndexOf(":") + 1));
}

/** "0x480b…6a48": for a glance, never to compare by. */
export function shortAddress(address: Address): string {
  const text = formatAddress(address);
  return `${text.slice(0, 6)}…${text.slice(-4)}`;
}
