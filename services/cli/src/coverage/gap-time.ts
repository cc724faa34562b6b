import { durationText } from "@redflag/domain/duration-text";
import type { BlockSpan } from "@redflag/store/block-span";
import type { Executor } from "@redflag/store/database";
import { findBlock } from "@redflag/store/ledger-read";

/** Missing blocks with the times of the blocks beside them, where the ledger holds these. Unix seconds. */
export interface Gap extends BlockSpan {
  after?: number;
  before?: number;
}

export async function withTimes(db: Executor, chainId: number, { from, to }: BlockSpan): Promise<Gap> {
  const [below, above] = [await findBlock(db, chainId, from - 1), await findBlock(db, chainId, to + 1)];
  return { from, to, ...(below && { after: below.time }), ...(above && { before: above.time }) };
}

/** ", 3 min 20 s between … and …" */
export function gapTimeText({ after, before }: Gap): string {
  if (after !== undefined && before !== undefined) {
    return `, ${durationText(before - after)} between ${iso(after)} and ${iso(before)}`;
  }
  if (after !== undefined) return `, after ${iso(after)}`;
  return before === undefined ? "" : `, before ${iso(before)}`;
}

function iso(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace(".000", "");
}
