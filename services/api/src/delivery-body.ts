import type { Attempt, Delivery } from "@redflag/contract/http/routes/deliveries";
import type { LoggedAttempt, LoggedDelivery } from "@redflag/store/delivery-log";

export function deliveryBody(delivery: LoggedDelivery): Delivery {
  const { eventId, type, position, state, isHeld, attemptCount, createdAt, nextAt, settledAt, lastAttempt } = delivery;
  return {
    event: eventId,
    ...(type !== undefined && { type }),
    position,
    state,
    held: isHeld,
    attempts: attemptCount,
    createdAt: createdAt.toISOString(),
    ...(nextAt !== undefined && { nextAt: nextAt.toISOString() }),
    ...(settledAt !== undefined && { settledAt: settledAt.toISOString() }),
    ...(lastAttempt !== undefined && { lastAttempt: attemptHead(lastAttempt) }),
  };
}

/** As whoever sent it wrote it down; where it went is said by the subscription, and not to staff. */
export function attemptBody({ request, response, ...head }: LoggedAttempt): Attempt {
  const { headers } = request as { headers: Record<string, string> };
  return {
    ...attemptHead(head),
    request: { headers },
    ...(response !== undefined && { response: response as NonNullable<Attempt["response"]> }),
  };
}

/** Not which: where a name leads differs within a network, and of that no exchange is to learn. */
const ADDRESS_REFUSED = "the name leads to an address that is not one of the internet";

type Head = NonNullable<LoggedDelivery["lastAttempt"]>;

function attemptHead({ number, beganAt, latencyMs, outcome, failure, detail, status }: Head) {
  return {
    number,
    at: beganAt.toISOString(),
    latencyMs,
    outcome,
    ...(failure !== undefined && { failure }),
    ...(detail !== undefined && { detail: failure === "address_refused" ? ADDRESS_REFUSED : detail }),
    ...(status !== undefined && { status }),
  };
}
