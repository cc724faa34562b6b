import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import type { BlockSpan } from "@redflag/store/block-span";
import { cutText, findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { findLane } from "@redflag/store/lane";

/**
 * That these blocks of the chain can be read into its ledger, or mended there.
 * @throws Problem `range_invalid`, `lane_missing`, `lane_stopped`, `history_dropped`
 */
export async function checkMendable(db: Executor, chain: Chain, { from, to }: BlockSpan): Promise<void> {
  if (from > to) throw new Problem("range_invalid", `from block ${from} to block ${to}`);
  const lane = await findLane(db, chain.id);
  if (lane === undefined) throw new Problem("lane_missing", chain.name);
  if (lane.stopped !== undefined) throw new Problem("lane_stopped", `${chain.name}: ${lane.stopped.reason}`);
  const cut = await findCut(db, chain.id);
  if (cut !== undefined && from <= cut.block) throw new Problem("history_dropped", cutText(chain, cut));
}
