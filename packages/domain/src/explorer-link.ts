import type { Chain } from "./chain.ts";
import type { Hash } from "./hex.ts";

/** Where people look the transaction up; undefined on a chain without an explorer. */
export function transactionLink(chain: Chain, txHash: Hash): string | undefined {
  return chain.explorer?.transaction.replace("{}", takesBareHash(chain) ? txHash.slice(2) : txHash);
}

/** TRON's explorers take a hash without 0x. */
export function takesBareHash({ family }: Pick<Chain, "family">): boolean {
  return family === "tron";
}
