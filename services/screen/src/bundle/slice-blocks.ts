import type { Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import type { TimedBlock } from "@redflag/domain/transfer";
import type { Executor } from "@redflag/store/database";
import { listBlocksIn } from "@redflag/store/ledger-read";
import { paged } from "./paged.ts";

/** These blocks of a chain, ascending: retention drops some that findings are on, and those have them, too. */
export async function blocksAmong(
  db: Executor,
  chain: Chain,
  evidence: readonly Evidence[],
  numbers: readonly number[],
): Promise<TimedBlock[]> {
  const known = new Map<number, TimedBlock>();
  for (const { block, supporting } of evidence) {
    for (const counted of supporting) if (counted.chain === undefined) known.set(counted.block.number, counted.block);
    known.set(block.number, block);
  }
  for (const { number, hash, time } of await paged(numbers, (page) => listBlocksIn(db, chain.id, page))) {
    known.set(number, { number, hash, time });
  }
  return [...new Set(numbers)].sort((a, b) => a - b).flatMap((number) => known.get(number) ?? []);
}
