import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import type { BlockSpan } from "@redflag/store/block-span";
import { findCoverageEnds } from "@redflag/store/coverage-stretch";
import { type Cut, findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { findTip } from "@redflag/store/tip";

/** A span that was asked for, within what can be asked for. */
export interface AskedSpan {
  span: BlockSpan;
  firstBlock: number;
  /** The newest that is in the ledger. */
  lastBlock: number;
  /** The newest that was seen of the chain, or is in the ledger. */
  head: number;
  cut?: Cut;
  /** The chain itself calls blocks up to here final. */
  finalized?: number;
}

/** @throws Problem `lane_missing` for a chain without a ledger, `range_invalid` */
export async function findAskedSpan(
  db: Executor,
  chain: Chain,
  asked: { from?: number | undefined; to?: number | undefined },
): Promise<AskedSpan> {
  const ends = await findCoverageEnds(db, chain.id);
  if (ends === undefined) throw new Problem("lane_missing", `the ledger covers no block of ${chain.name}`);
  const tip = await findTip(db, chain.id);
  const cut = await findCut(db, chain.id);
  const head = Math.max(tip?.head.number ?? 0, ends.to);
  const { from = Math.min(ends.from, asked.to ?? ends.from), to = Math.max(head, asked.from ?? 0) } = asked;
  if (to > head) throw new Problem("range_invalid", `${chain.name} was last seen at block ${head}, and not at ${to}`);
  if (from > to) throw new Problem("range_invalid", `from block ${from} to block ${to}`);
  return {
    span: { from, to },
    firstBlock: ends.from,
    lastBlock: ends.to,
    head,
    ...(cut && { cut }),
    ...(tip && { finalized: tip.finalizedNumber }),
  };
}
