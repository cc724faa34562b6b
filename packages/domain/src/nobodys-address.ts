import type { Address } from "./address.ts";
import type { Chain } from "./chain.ts";
import { findToken } from "./token-registry.ts";

/** The zero address and the precompiles: issuers froze some of them, and every issue or burn is a transfer with the first. */
const RESERVED_ADDRESS_MAX = 0xffn;

/** Frozen against mistakes, and no party: payments with it would alert without end. */
export function isNobody(chain: Chain, address: Address): boolean {
  return BigInt(address) <= RESERVED_ADDRESS_MAX || findToken(chain.name, address) !== undefined;
}
