import type { Chain } from "./chain.ts";
import type { Hash } from "./hex.ts";

/** Where people look the transaction up; undefined on a chain without an explorer. TRON's take a hash without 0x. */
export function transactionLink({ explorer, family }: Chain, txHash: Hash): string | undefined {
  return explorer?.transaction.replace("{}", family === "tron" ? txHash.slice(2) : txHash);
}
