import type { Chain } from "@redflag/domain/chain";
import type { Heuristic } from "@redflag/domain/heuristic";
import { Problem } from "@redflag/domain/problem";
import type { BlockSpan } from "@redflag/store/block-span";
import { listMissingRanges } from "@redflag/store/coverage-read";
import { cutText } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import { findLane, type Lane } from "@redflag/store/lane";
import { findLastBlockBefore, listBlocksIn } from "@redflag/store/ledger-read";
import { findRewindAfter } from "@redflag/store/rewind";
import { findKeptPast, type KeptPast } from "./kept-past.ts";

/** An end of the stretch as people name it: a block, or a whole day (UTC) by the second with which it begins. */
export type BacktestEnd = { block: number } | { dayStartS: number };

const DAY_S = 86_400;
const GAPS_NAMED_MAX = 3;

/** @throws Problem `lane_missing`, `lane_stopped` */
export async function getRunningLane(db: Executor, chain: Chain): Promise<Lane> {
  const lane = await findLane(db, chain.id);
  if (lane === undefined) throw new Problem("lane_missing", chain.name);
  if (lane.stopped !== undefined) throw new Problem("lane_stopped", `${chain.name}: ${lane.stopped.reason}`);
  return lane;
}

/**
 * The blocks that a backtest of a rule judges, before anything of it is read.
 * @throws Problem as `getRunningLane` and `resolveBacktestSpan`
 */
export async function backtestSpan(
  db: Executor,
  chain: Chain,
  heuristic: Heuristic,
  ends: { from?: BacktestEnd; to?: BacktestEnd },
): Promise<BlockSpan> {
  const lane = await getRunningLane(db, chain);
  const past = await findKeptPast(db, lane, await listEpochs(db, lane));
  return resolveBacktestSpan(db, chain, lane, past, await findJudgedUpTo(db, lane, heuristic), ends);
}

/** Up to where a rule's word on the ledger's blocks is committed, and no reorg that the lane has yet to follow took it. */
export async function findJudgedUpTo(db: Executor, lane: Lane, { stage }: Pick<Heuristic, "stage">): Promise<number> {
  const rewind = await findRewindAfter(db, lane.chainId, lane.rewindSeq);
  const position = stage === "head" ? lane.headPosition : Math.min(lane.checkpointPosition, lane.depthPosition);
  return Math.min(position, rewind?.forkBlock ?? position);
}

/**
 * The blocks that a person means; all that was judged and is kept where no end is given.
 * @throws Problem `range_invalid`; `history_dropped`; `backtest_refused`, which names what the ledger lacks or the lane has not
 * judged
 */
export async function resolveBacktestSpan(
  db: Executor,
  chain: Chain,
  lane: Lane,
  { firstBlock, cut }: KeptPast,
  judgedUpTo: number,
  ends: { from?: BacktestEnd; to?: BacktestEnd },
): Promise<BlockSpan> {
  const judged = { from: firstBlock, to: judgedUpTo };
  const blockAt = async (time: number) => {
    await assertReaches(db, chain, judged, time);
    return (await findLastBlockBefore(db, chain.id, judged, time)) + 1;
  };
  const { from = { block: firstBlock }, to = { block: judgedUpTo } } = ends;
  const span = {
    from: "block" in from ? from.block : await blockAt(from.dayStartS),
    to: "block" in to ? to.block : (await blockAt(to.dayStartS + DAY_S)) - 1,
  };
  if (span.from > span.to) {
    throw new Problem("range_invalid", `from block ${span.from} to block ${span.to} there is none`);
  }
  if (cut !== undefined && span.from <= cut.block) {
    throw new Problem("history_dropped", `${cutText(chain, cut)}; --from ${firstBlock} is the first that can be given`);
  }
  const gaps = await listMissingRanges(db, chain.id, span.from, span.to);
  if (gaps.length > 0) {
    const named = gaps.slice(0, GAPS_NAMED_MAX).map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`));
    const more = gaps.length > GAPS_NAMED_MAX ? ` and ${gaps.length - GAPS_NAMED_MAX} more gaps` : "";
    throw new Problem("backtest_refused", `the ledger lacks ${chain.name} blocks ${named.join(", ")}${more}`);
  }
  if (span.from < lane.startBlock || span.to > judgedUpTo) {
    const lacking = span.from < lane.startBlock ? span.from : judgedUpTo + 1;
    const reach = `the lane has judged blocks ${firstBlock} to ${judgedUpTo}`;
    throw new Problem("backtest_refused", `${chain.name} block ${lacking} is in the ledger and not judged: ${reach}`);
  }
  return span;
}

/** A day that was judged in part only would be compared as if nothing had happened in the rest of it. */
async function assertReaches(db: Executor, chain: Chain, { from, to }: BlockSpan, time: number): Promise<void> {
  const [first, last] = await listBlocksIn(db, chain.id, from === to ? [from] : [from, to]);
  const end = last ?? first;
  if (first !== undefined && end !== undefined && first.time <= time && time <= end.time) return;
  const reach =
    first === undefined || end === undefined
      ? "nothing was judged"
      : `what was judged begins with block ${first.number} of ${isoTime(first.time)} and ends with ${end.number} of ${isoTime(end.time)}`;
  throw new Problem("backtest_refused", `${isoTime(time)} is beyond what was judged on ${chain.name}: ${reach}`);
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
