import { type Address, formatAddress, parseAddress } from "./address.ts";
import { getChain } from "./chain-registry.ts";
import type { FreezeFamily } from "./freeze-family.ts";
import { Problem } from "./problem.ts";

/**
 * A stablecoin as one issuer or bridge runs it, with every contract it has. Keyed by (chain, contract) and never by
 * symbol: symbols collide and are spoofed, decimals differ per chain.
 */
export interface Token {
  symbol: string;
  title: string;
  issuer: string;
  /** ISO 4217 code of the currency it is meant to be worth. */
  peg: string;
  contracts: readonly TokenContract[];
  /** What a reader should know before relying on it: wound down, renamed, sanctioned issuer. */
  note?: string;
}

/** Which events a contract emits when its issuer freezes, destroys, issues or redeems; or that it has none, or nobody has shown. */
export type Freezes = FreezeFamily | "none" | "unverified";

export interface TokenContract {
  /** `Chain.name` */
  chain: string;
  /** Symbol on this chain where it differs from the token's. */
  symbol?: string;
  address: Address;
  decimals: number;
  freezes: Freezes;
  /** Where the address and the decimals come from, each a list that gives both. */
  sources: readonly string[];
}

/** What a file writes: the address as the chain's explorers show it. */
type TokenDefinition = Omit<Token, "contracts"> & {
  contracts: ReadonlyArray<Omit<TokenContract, "address"> & { address: string }>;
};

/** ERC-20 holds decimals in one byte; above 36 every amount of a person would be dust, so it is a typing error. */
const DECIMALS_MAX = 36;

/**
 * Addresses are written with their checksum, so that a typing error cannot pass, and held in lower case.
 * @throws Problem `token_invalid` naming the token, the contract and the fault
 */
export function defineToken(definition: TokenDefinition): Token {
  const contracts = definition.contracts.map((contract) => {
    const where = `${definition.symbol} on ${contract.chain}, ${contract.address}`;
    const { decimals } = contract;
    if (!Number.isInteger(decimals) || decimals < 0 || decimals > DECIMALS_MAX) {
      throw new Problem(
        "token_invalid",
        `${where}: decimals are ${decimals}, not a whole number from 0 to ${DECIMALS_MAX}`,
      );
    }
    return Object.freeze({ ...contract, address: addressOf(contract.chain, contract.address, where) });
  });
  if (!/^[A-Z]{3}$/.test(definition.peg)) {
    throw new Problem("token_invalid", `${definition.symbol}: peg "${definition.peg}" is not an ISO 4217 code`);
  }
  return Object.freeze({ ...definition, contracts: Object.freeze(contracts) });
}

function addressOf(chainName: string, text: string, where: string): Address {
  try {
    const chain = getChain(chainName);
    const { address, family } = parseAddress(text);
    const written = formatAddress(address, family);
    if (family === chain.family && text === written) return address;
    const right = family === chain.family ? `; the digits spell ${written}` : "";
    throw new Problem("token_invalid", `not written with the checksum that ${chain.title} uses${right}`);
  } catch (cause) {
    if (cause instanceof Problem) throw new Problem("token_invalid", `${where}: ${cause.detail}`, { cause });
    throw cause;
  }
}
