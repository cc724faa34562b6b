import { type Address, parseAddress } from "./address.ts";
import type { FreezeFamilyName } from "./freeze-family.ts";

/**
 * A stablecoin as its issuer runs it, with every contract it has. Keyed by (chain, contract) and never by symbol:
 * symbols collide and are spoofed, decimals differ per chain.
 */
export interface Token {
  symbol: string;
  title: string;
  issuer: string;
  /** ISO 4217 code of the currency it is meant to be worth. */
  peg: string;
  /** Which events its contracts emit when the issuer freezes, destroys, issues or redeems. */
  freezeFamily: FreezeFamilyName;
  contracts: readonly TokenContract[];
  /** Where the addresses and decimals come from. */
  sources: readonly string[];
}

export interface TokenContract {
  /** `Chain.name` */
  chain: string;
  address: Address;
  decimals: number;
}

/**
 * Addresses are written with their checksum, so that a typing error cannot pass, and held in lower case.
 * @throws Problem `address_malformed` or `address_checksum`
 */
export function defineToken(token: Token): Token {
  const contracts = token.contracts.map((contract) =>
    Object.freeze({ ...contract, address: parseAddress(contract.address) }),
  );
  return Object.freeze({ ...token, contracts: Object.freeze(contracts) });
}
