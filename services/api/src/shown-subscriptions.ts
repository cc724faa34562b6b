import { RECENT_EVENTS_MAX, type ShownSubscription } from "@redflag/contract/http/routes/subscriptions";
import type { Executor } from "@redflag/store/database";
import { listRecentDeliveries, NOTHING_RECENT, type RecentDeliveries } from "@redflag/store/delivery-recent";
import type { Subscription } from "@redflag/store/subscription";
import { listLiveSecrets } from "@redflag/store/subscription-secret";
import type { Caller } from "./caller.ts";
import { subscriptionBody } from "./subscription-body.ts";
import { ownersFor } from "./whose-webhooks.ts";

/** As whoever reads them is shown them, by id: three statements, however many there are. */
export async function shownSubscriptions(
  db: Executor,
  { caller, now }: { caller: Caller; now: Date },
  rows: readonly Subscription[],
): Promise<ReadonlyMap<string, ShownSubscription>> {
  const ids = rows.map(({ id }) => id);
  const secrets = await listLiveSecrets(db, ids, now);
  const recent = await listRecentDeliveries(db, ids, RECENT_EVENTS_MAX);
  const owners = await ownersFor(db, caller, rows);
  return new Map(
    rows.map((row) => {
      const owner = owners.get(row.subscriberId);
      const body = {
        ...subscriptionBody(row, { caller, secrets: secrets.get(row.id) }),
        ...(owner !== undefined && { subscriber: owner }),
        recent: recentBody(recent.get(row.id) ?? NOTHING_RECENT),
      };
      return [row.id, body];
    }),
  );
}

function recentBody({ lastDeliveredAt, ...counts }: RecentDeliveries): ShownSubscription["recent"] {
  return { ...counts, ...(lastDeliveredAt !== undefined && { lastDeliveredAt: lastDeliveredAt.toISOString() }) };
}
