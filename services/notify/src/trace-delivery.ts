import { CHAINS } from "@redflag/domain/chain-registry";
import { nowMs, tellStep } from "@redflag/runtime/tracing/trace-step";
import type { ClaimedDelivery } from "@redflag/store/delivery-claim";
import type { NewDeliveryAttempt } from "@redflag/store/delivery-settle";

/** What events of alerts have besides the rest. */
interface DeliveredPayload {
  /** In CAIP-2. */
  chain?: string;
  alert?: string;
  transfers?: ReadonlyArray<{ block: number }>;
}

/** What is told of an attempt, in a trace as in a log. */
function factsOf(claimed: ClaimedDelivery, { outcome, status, failure }: NewDeliveryAttempt) {
  const { alert } = claimed.payload as DeliveredPayload;
  return {
    event: claimed.eventId,
    ...(alert !== undefined && { alert }),
    subscription: claimed.subscriptionId,
    attempt: claimed.attemptCount + 1,
    outcome: failure ?? outcome,
    ...(status !== undefined && { status }),
  };
}

/** The last block of what the event tells; absent where it is about none. */
function placeOf({ payload }: ClaimedDelivery) {
  const { chain: caip2, transfers = [] } = payload as DeliveredPayload;
  const chain = CHAINS.find((each) => each.caip2 === caip2);
  const block = transfers.reduce((last, transfer) => Math.max(last, transfer.block), -1);
  return chain === undefined || block < 0 ? undefined : { chain, block };
}

/** The fields of its line in the log. */
export function deliveryFields(claimed: ClaimedDelivery, attempt: NewDeliveryAttempt) {
  const place = placeOf(claimed);
  return { ...(place && { chain: place.chain.name, block: place.block }), ...factsOf(claimed, attempt) };
}

/** An attempt belongs to the block of what it tells. */
export function traceDelivery(claimed: ClaimedDelivery, attempt: NewDeliveryAttempt): void {
  const place = placeOf(claimed);
  const facts = factsOf(claimed, attempt);
  tellStep({
    name: "delivery",
    fromMs: attempt.beganAt.getTime(),
    toMs: nowMs(),
    phases: [],
    facts,
    blocks: place && { chain: place.chain.caip2, from: place.block, to: place.block },
    failure: attempt.outcome === "delivered" ? undefined : facts.outcome,
  });
}
