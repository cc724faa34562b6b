import type { Chain } from "./chain.ts";
import { CHAIN_FILES } from "./chain-files.ts";
import { Problem } from "./problem.ts";

/** Every chain Redflag knows, one file each in `chains/`. */
export const CHAINS: readonly Chain[] = CHAIN_FILES.flatMap((file) => Object.values(file));

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
