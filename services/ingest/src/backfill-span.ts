import type { ChainSource } from "@redflag/chain/source";
import { findFirstBlockAt } from "@redflag/domain/block-at-time";
import { Problem } from "@redflag/domain/problem";
import type { BlockSpan } from "@redflag/store/block-span";

/** An end of a stretch as people name it: a block, or a whole day (UTC) by the second with which it begins. */
export type SpanEnd = { block: number } | { dayStartS: number };

const DAY_S = 86_400;

/**
 * The blocks that a person means: from a day's first block, to a day's last one. Days become blocks by the chain's own
 * block times.
 * @throws Problem `backfill_refused` where the stretch reaches beyond what the chain calls final; `range_invalid` where it
 * holds no block; as `ChainSource.getTip` and `getBlock` do
 */
export async function resolveSpan(
  source: ChainSource,
  ends: { from: SpanEnd; to: SpanEnd },
  signal?: AbortSignal,
): Promise<BlockSpan> {
  const { finalizedNumber } = await source.getTip(signal);
  const name = source.chain.name;
  const timeOf = async (block: number) => (await source.getBlock(block, signal)).time;
  const firstAt = async (timeS: number, flag: string) => {
    const lastS = await timeOf(finalizedNumber);
    if (lastS >= timeS) return findFirstBlockAt(timeOf, 0, finalizedNumber, timeS);
    const end = `block ${finalizedNumber} of ${new Date(lastS * 1_000).toISOString()}`;
    throw new Problem("backfill_refused", `${flag} is not over on ${name}: what is final there ends with ${end}`);
  };
  const { from, to } = ends;
  const first = "block" in from ? from.block : await firstAt(from.dayStartS, "the day before --from");
  const last = "block" in to ? to.block : (await firstAt(to.dayStartS + DAY_S, "the day of --to")) - 1;
  if (last > finalizedNumber) {
    throw new Problem("backfill_refused", `${name} calls blocks final up to ${finalizedNumber}, --to is ${last}`);
  }
  if (first > last) throw new Problem("range_invalid", `from block ${first} to block ${last} there is none`);
  return { from: first, to: last };
}
