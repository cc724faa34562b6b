import type { Database, Executor } from "@redflag/store/database";
import { type Settlement, settleDeliveries } from "@redflag/store/delivery-settle";
import { markFailing, markSucceeding, stopSubscription } from "@redflag/store/subscription-health";
import { inTransaction } from "@redflag/store/transaction";
import { type EndedAttempt, type Health, healthOf } from "./health.ts";

/** What was claimed, has been tried, and is to be written down. */
export interface Tried extends Pick<EndedAttempt, "claimedAt" | "failingSince"> {
  settlement: Settlement;
}

/**
 * Writes attempts down with what they say of their deliveries and subscriptions, in one transaction.
 * @returns which subscriptions are sent nothing any more
 */
export async function writeTried(db: Database, batch: readonly Tried[]): Promise<Health["stopping"]> {
  return inTransaction(db, (tx) => write(tx, batch), { attemptsMax: 5 });
}

async function write(tx: Executor, batch: readonly Tried[]): Promise<Health["stopping"]> {
  await settleDeliveries(
    tx,
    batch.map(({ settlement }) => settlement),
  );
  const { succeeding, failing, stopping } = healthOf(batch.map(endedOf));
  await markSucceeding(tx, succeeding);
  await markFailing(tx, failing);
  const stopped: Health["stopping"] = [];
  for (const stop of stopping) if (await stopSubscription(tx, stop)) stopped.push(stop);
  return stopped;
}

function endedOf({ settlement: { subscriptionId, attempt }, claimedAt, failingSince }: Tried): EndedAttempt {
  return { subscriptionId, outcome: attempt.outcome, claimedAt, failingSince };
}
