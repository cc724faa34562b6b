import type { Address } from "./address.ts";
import { getChain } from "./chain-registry.ts";
import type { Token, TokenContract } from "./token.ts";
import { TOKEN_FILES } from "./token-files.ts";

/** Every token Redflag knows, in the files of `tokens/` by issuer or peg. */
export const TOKENS: readonly Token[] = TOKEN_FILES.flatMap((file) => Object.values(file));

export interface KnownToken {
  token: Token;
  contract: TokenContract;
}

const NONE: ReadonlyMap<Address, KnownToken> = new Map();
const BY_CHAIN = indexByChain();

/** In the hot path: two look-ups, nothing allocated. Undefined also for a chain that nobody knows. */
export function findToken(chainName: string, address: Address): KnownToken | undefined {
  return BY_CHAIN.get(chainName)?.get(address);
}

/**
 * Every known contract of the chain, each with its token, sorted by address.
 * @throws Problem `chain_unknown`
 */
export function listContracts(chainName: string): readonly KnownToken[] {
  const known = [...(BY_CHAIN.get(getChain(chainName).name) ?? NONE).values()];
  return known.sort((a, b) => (a.contract.address < b.contract.address ? -1 : 1));
}

function indexByChain(): ReadonlyMap<string, ReadonlyMap<Address, KnownToken>> {
  const byChain = new Map<string, Map<Address, KnownToken>>();
  for (const token of TOKENS) {
    for (const contract of token.contracts) {
      const known = byChain.get(contract.chain) ?? new Map<Address, KnownToken>();
      byChain.set(contract.chain, known.set(contract.address, { token, contract }));
    }
  }
  return byChain;
}
