import type { SubscriberDeliveries, Work } from "@redflag/contract/http/routes/operations";
import type { Executor } from "@redflag/store/database";
import type { OwedDeliveries } from "@redflag/store/delivery-count";
import { listWaitingBlocks } from "@redflag/store/waiting-blocks";
import type { WaitingRows } from "@redflag/store/waiting-work";
import type { OperatedChain } from "./operated-chain.ts";
import { chainOf } from "./stored-chain.ts";

/** Blocks of one chain that wait to be read, checked, screened or backfilled. */
export async function chainWorkBodies(db: Executor, { chain }: OperatedChain): Promise<Work[]> {
  const waiting = await listWaitingBlocks(db, chain.id);
  return waiting.map(({ stage, blocks }) => ({ kind: stage, chain: chain.caip2, unit: "blocks", waiting: blocks }));
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
