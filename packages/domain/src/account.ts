import { formatAddress, type ParsedAddress, parseAddress, parseAddressOn } from "./address.ts";
import type { Chain } from "./chain.ts";
import { CHAINS } from "./chain-registry.ts";
import { Problem } from "./problem.ts";

/** An address as somebody outside names it: on one chain, or on whichever its form belongs to. */
export interface Account extends ParsedAddress {
  chain?: Chain;
}

/**
 * Reads an address in any form in which people and systems write one: 0x and 40 digits, T and 33 characters, TRON's 41 and
 * 40 digits, or CAIP-10, which names the chain.
 * @throws Problem `address_malformed`, `address_checksum`, or `chain_unknown` where CAIP-10 names a chain that is none of ours
 */
export function parseAccount(text: string): Account {
  const place = text.lastIndexOf(":");
  if (place < 0) return parseAddress(text);
  const caip2 = text.slice(0, place);
  const chain = CHAINS.find((known) => known.caip2 === caip2);
  if (chain === undefined) {
    throw new Problem("chain_unknown", `"${caip2}"; known chains: ${CHAINS.map((known) => known.caip2).join(", ")}`);
  }
  return { address: parseAddressOn(chain, text.slice(place + 1)), family: chain.family, chain };
}

/** As its family writes it, with the chain where one was named. */
export function formatAccount({ address, family, chain }: Account): string {
  const text = formatAddress(address, family);
  return chain === undefined ? text : `${chain.caip2}:${text}`;
}

export function isOn({ family, chain }: Account, other: Chain): boolean {
  return chain === undefined ? other.family === family : other.id === chain.id;
}
