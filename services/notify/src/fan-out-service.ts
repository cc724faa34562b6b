import { notifySubscriptionJobKey } from "@redflag/contract/jobs";
import { Problem } from "@redflag/domain/problem";
import type { FailureLog } from "@redflag/runtime/failure-log";
import type { Queue } from "@redflag/runtime/queue";
import { listSubscribersBehind } from "@redflag/store/fan-out";
import { Notices } from "@redflag/store/notices";
import { releaseStep } from "@redflag/store/release";
import { TOLD_CHANNEL } from "@redflag/store/told-notice";
import type { Bell } from "./bell.ts";
import type { DeliveryEngine } from "./delivery-engine.ts";
import { FanOut, type FanOutDeps } from "./fan-out-step.ts";

/** What no notice came of is found this often. */
const POLL_MS = 1_000;
/** Subscribers of a step: a transaction for each would cost more than the deliveries. */
const SUBSCRIBERS_AT_ONCE = 32;

export interface FanOutServiceDeps extends FanOutDeps {
  queue: Queue;
  failures: FailureLog;
  /** Struck when subscribers were given something. */
  bell: Bell;
  engine: Pick<DeliveryEngine, "takes" | "wake">;
}

/** Gives subscribers what exchanges are told, makes deliveries of it and wakes their subscriptions, until the signal aborts. */
export async function keepFanningOut(deps: FanOutServiceDeps, signal: AbortSignal): Promise<void> {
  const { db, bell, failures, logger } = deps;
  const fanOut = new FanOut(deps);
  const notices = new Notices({
    db,
    channel: TOLD_CHANNEL,
    onNotice: () => bell.strike(),
    onDeaf: (err) => logger.debug({ msg: "notices of released events are not heard", err }),
  });
  const stop = () => bell.strike();
  signal.addEventListener("abort", stop);
  try {
    while (!signal.aborted) {
      try {
        await notices.listen();
        while (!signal.aborted && (await releaseStep(db)));
        const behind = await listSubscribersBehind(db.kysely);
        for (let at = 0; at < behind.length && !signal.aborted; at += SUBSCRIBERS_AT_ONCE) {
          await fanOutTo(deps, fanOut, behind.slice(at, at + SUBSCRIBERS_AT_ONCE), signal);
        }
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        failures.tell("all", "fan-out", error);
      }
      await bell.heard(POLL_MS);
    }
  } finally {
    signal.removeEventListener("abort", stop);
    await notices.end();
  }
}

/** Whatever keeps one subscriber's events from being made deliveries of, the others go on: then each has a step of its own. */
async function fanOutTo(
  deps: FanOutServiceDeps,
  fanOut: FanOut,
  subscriberIds: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  try {
    for (let behind = subscriberIds; behind.length > 0 && !signal.aborted; ) {
      const progress = await fanOut.step(behind);
      behind = progress.behind;
      await Promise.all([...progress.subscriptionIds].map((id) => wake(deps, id)));
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const [subscriber, ...others] = subscriberIds;
    if (others.length === 0) deps.failures.tell(subscriber === undefined ? "all" : { subscriber }, "fan-out", error);
    else for (const id of subscriberIds) await fanOutTo(deps, fanOut, [id], signal);
  }
}

/**
 * Here, as long as there is room: a job for each delivery would cost more than the delivery. What there is no room for, whoever
 * takes the job sends. A wake-up that is lost is made up for by the sweep.
 */
async function wake({ queue, failures, engine }: FanOutServiceDeps, subscription: string): Promise<void> {
  if (engine.takes(subscription)) {
    engine.wake(subscription);
    return;
  }
  const payload = { subscription };
  try {
    await queue.wake({ key: notifySubscriptionJobKey(payload), payload });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    failures.tell("all", "wake", error);
  }
}
