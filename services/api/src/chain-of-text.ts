import type { Chain } from "@redflag/domain/chain";
import { CHAINS, getChain } from "@redflag/domain/chain-registry";

/**
 * By its name, as people type it, or by its CAIP-2 id.
 * @throws Problem `chain_unknown`
 */
export function chainOfText(text: string): Chain {
  return CHAINS.find(({ caip2 }) => caip2 === text) ?? getChain(text);
}
