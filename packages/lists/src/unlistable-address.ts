import { formatAddress, type ParsedAddress } from "@redflag/domain/address";
import { CHAINS } from "@redflag/domain/chain-registry";
import { TOKENS } from "@redflag/domain/token-registry";

/** The zero address and the first precompiles stand in public lists by mistake; each would match countless transfers. */
const RESERVED_ADDRESS_MAX = 0xffn;
/** Where tokens are sent to be destroyed. Nobody holds it, and everybody pays it. */
const BURN_ADDRESSES: ReadonlySet<string> = new Set(["0x000000000000000000000000000000000000dead"]);

const TOKEN_AT = contractsByAddress();

/** Why an address is nobody's account, whoever lists it; undefined for all others. */
export function unlistableText({ address, family }: ParsedAddress): string | undefined {
  if (BigInt(address) <= RESERVED_ADDRESS_MAX) return `${address} is the zero address or a precompile`;
  if (BURN_ADDRESSES.has(address)) return `${address} is where tokens are sent to be destroyed`;
  const symbol = TOKEN_AT.get(`${family} ${address}`);
  if (symbol === undefined) return undefined;
  return `${formatAddress(address, family)} is the contract of ${symbol}, through which every payment goes, and nobody's account`;
}

function contractsByAddress(): ReadonlyMap<string, string> {
  const byAddress = new Map<string, string>();
  for (const { symbol, contracts } of TOKENS) {
    for (const contract of contracts) {
      const chain = CHAINS.find(({ name }) => name === contract.chain);
      if (chain !== undefined) {
        byAddress.set(`${chain.family} ${contract.address}`, `${contract.symbol ?? symbol} on ${chain.title}`);
      }
    }
  }
  return byAddress;
}
