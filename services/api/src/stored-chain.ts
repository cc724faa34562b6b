import assert from "node:assert/strict";
import type { Chain } from "@redflag/domain/chain";
import { findChainById } from "@redflag/domain/chain-registry";

/** Of what is stored of a chain. */
export function chainOf(chainId: number): Chain {
  const chain = findChainById(chainId);
  assert(chain !== undefined, "what was screened is of a registered chain");
  return chain;
}
