import type { Chain } from "./chain.ts";
import { demo } from "./chains/demo.ts";
import { ethereum } from "./chains/ethereum.ts";
import { Problem } from "./problem.ts";

/** Every chain Redflag knows. A test holds this list against the files in `chains/`. */
export const CHAINS: readonly Chain[] = [ethereum, demo];

/** @throws Problem `chain_unknown` naming the known ones */
export function getChain(name: string): Chain {
  const chain = CHAINS.find((c) => c.name === name);
  if (chain === undefined) {
    throw new Problem("chain_unknown", `"${name}"; known chains: ${CHAINS.map((c) => c.name).join(", ")}`);
  }
  return chain;
}

export function findChainById(id: number): Chain | undefined {
  return CHAINS.find((c) => c.id === id);
}
