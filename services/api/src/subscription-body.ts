import type { Subscription as SubscriptionBody } from "@redflag/contract/http/routes/subscriptions";
import type { SubscriptionFilter } from "@redflag/contract/subscription-filter";
import type { Subscription } from "@redflag/store/subscription";
import type { SecretFacts } from "@redflag/store/subscription-secret";
import type { Caller } from "./caller.ts";

export function subscriptionBody(
  subscription: Subscription,
  { caller, secrets }: { caller: Caller; secrets: readonly SecretFacts[] | undefined },
): SubscriptionBody {
  const { id, name, url, filter, isOrdered, state, stateCause, failingSince, createdAt } = subscription;
  return {
    id,
    name,
    // What follows the origin may be what lets in.
    url: caller.subscriberId === undefined ? new URL(url).origin : url,
    // It was parsed before it was written.
    filter: filter as SubscriptionFilter,
    ordered: isOrdered,
    state,
    ...(stateCause !== undefined && { stateCause }),
    ...(failingSince !== undefined && { failingSince: failingSince.toISOString() }),
    secrets: (secrets ?? []).map(({ createdAt: from, endsAt }) => ({
      createdAt: from.toISOString(),
      ...(endsAt !== undefined && { endsAt: endsAt.toISOString() }),
    })),
    createdAt: createdAt.toISOString(),
  };
}
