import type { SubscriberDeliveries, Work } from "@redflag/contract/http/routes/operations";
import { listBackfillSpans } from "@redflag/store/backfill";
import type { BlockSpan } from "@redflag/store/block-span";
import { findWatermark, listMissingRanges } from "@redflag/store/coverage-read";
import type { Executor } from "@redflag/store/database";
import type { OwedDeliveries } from "@redflag/store/delivery-count";
import { findTip } from "@redflag/store/tip";
import type { WaitingRows } from "@redflag/store/waiting-work";
import type { OperatedChain } from "./operated-chain.ts";
import { chainOf } from "./stored-chain.ts";

/** Blocks of one chain that wait to be read, checked, screened or backfilled. */
export async function chainWorkBodies(db: Executor, { chain, lane }: OperatedChain): Promise<Work[]> {
  const tip = await findTip(db, chain.id);
  const work = (kind: Work["kind"], waiting: number): Work => ({ kind, chain: chain.caip2, unit: "blocks", waiting });
  const spans = await listBackfillSpans(db, chain.id);
  let backfilled = 0;
  for (const { from, to } of spans) backfilled += blockCount(await listMissingRanges(db, chain.id, from, to));
  const backfill = spans.length === 0 ? [] : [work("backfill", backfilled)];
  if (lane === undefined || tip === undefined) return backfill;
  const above = { from: lane.headPosition + 1, to: tip.head.number };
  const missing = await listMissingRanges(db, chain.id, above.from, above.to);
  const contiguousTo = await findWatermark(db, chain.id, above.from, above.to);
  return [
    work("read", blockCount(missing)),
    work("prove", Math.max(0, Math.min(lane.headPosition, tip.finalizedNumber) - lane.finalPosition)),
    work("screen", Math.max(0, contiguousTo - lane.headPosition)),
    ...backfill,
  ];
}

export function rowsWorkBody({ kind, chainId, waiting, active, failing, oldestAt }: WaitingRows): Work {
  return {
    ...{ kind, unit: "rows", waiting },
    ...(chainId !== undefined && { chain: chainOf(chainId).caip2 }),
    ...(active !== undefined && { active }),
    ...(failing !== undefined && { failing }),
    ...(oldestAt !== undefined && { oldestAt: oldestAt.toISOString() }),
  };
}

export function deliveriesBody(owed: OwedDeliveries): SubscriberDeliveries {
  const { subscriberId, name, isSandbox, due, late, waiting, dead, oldestDueAt, ...subscriptions } = owed;
  return {
    ...{ subscriber: subscriberId, name, sandbox: isSandbox, due, late, waiting, dead },
    ...(oldestDueAt !== undefined && { oldestDueAt: oldestDueAt.toISOString() }),
    subscriptions,
  };
}

function blockCount(spans: readonly BlockSpan[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}
