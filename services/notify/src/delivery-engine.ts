import { grantedSlots, type SlotBounds } from "@redflag/domain/delivery-slots";
import { Problem } from "@redflag/domain/problem";
import type { Database } from "@redflag/store/database";
import { type ClaimedDelivery, claimDeliveries } from "@redflag/store/delivery-claim";
import { Bell } from "./bell.ts";
import { type SendDeps, sendDelivery } from "./send-delivery.ts";
import type { SettleBuffer } from "./settle-buffer.ts";
import type { Tried } from "./write-tried.ts";

/** An attempt ends within 15 s, and is written down within what is left: then it is somebody else's. */
const LEASE_MS = 60_000;
const CLAIMED_AT_ONCE_MAX = 64;
const FAILURE_PAUSE_MS = 500;
const IDLE_MS = 60_000;
/** Whoever has not answered by then takes no more room from those that do, long before the time is out [E]. */
const SLOW_MS = 2_000;

export interface DeliveryEngineOptions extends SendDeps {
  db: Database;
  bounds: SlotBounds;
  settled: SettleBuffer;
  onFailure: (problem: Problem) => void;
  /** Each attempt, once it has ended. */
  onTried?: ((claimed: ClaimedDelivery, tried: Tried) => void) | undefined;
}

/**
 * Sends what is due, of all subscriptions that were woken in turn: as many at a time as `bounds` and their health let. What one of
 * them hangs on holds up no other.
 */
export class DeliveryEngine {
  readonly #options: DeliveryEngineOptions;
  readonly #bell = new Bell();
  /** Something may be due of them: who has waited longest comes first. */
  readonly #ready = new Set<string>();
  /** How many attempts are under way. */
  readonly #underWay = new Map<string, number>();
  readonly #failing = new Set<string>();
  readonly #attempts = new Set<Promise<void>>();
  #isEnding = false;

  constructor(options: DeliveryEngineOptions) {
    this.#options = options;
  }

  wake(subscriptionId: string): void {
    this.#ready.add(subscriptionId);
    this.#bell.strike();
  }

  /** Whether what is woken here is begun soon, or would wait here in any case: those that fail take no room from others. */
  takes(subscriptionId: string): boolean {
    if (this.#isEnding) return false;
    if (this.#ready.has(subscriptionId) || this.#underWay.has(subscriptionId)) return true;
    const healthy = [...this.#ready.keys()].filter((id) => this.#sideOf(id) === "healthy").length;
    return healthy + this.#taken().healthy < this.#options.bounds.total / 2;
  }

  /** Until the signal aborts; then what is under way is brought to its end. */
  async run(signal: AbortSignal): Promise<void> {
    const stop = () => {
      this.#isEnding = true;
      this.#bell.strike();
    };
    signal.addEventListener("abort", stop);
    try {
      while (!signal.aborted) {
        const asked = this.#ask();
        if (asked.length === 0) await this.#bell.heard(IDLE_MS);
        else await this.#claim(asked);
      }
    } finally {
      signal.removeEventListener("abort", stop);
      await Promise.all(this.#attempts);
    }
  }

  /** How much is to be claimed of whom. */
  #ask(): Array<{ subscriptionId: string; countMax: number }> {
    const taken = this.#taken();
    const asked: Array<{ subscriptionId: string; countMax: number }> = [];
    for (const id of this.#ready) {
      const side = this.#sideOf(id);
      const own = this.#underWay.get(id) ?? 0;
      const countMax = grantedSlots(this.#options.bounds, { ...taken, own }, side === "failing");
      if (countMax === 0) continue;
      taken[side] += countMax;
      asked.push({ subscriptionId: id, countMax });
      if (asked.length === CLAIMED_AT_ONCE_MAX) break;
    }
    for (const { subscriptionId } of asked) this.#ready.delete(subscriptionId);
    return asked;
  }

  /** Attempts under way. */
  #taken(): { healthy: number; failing: number } {
    const taken = { healthy: 0, failing: 0 };
    for (const [id, count] of this.#underWay) taken[this.#sideOf(id)] += count;
    return taken;
  }

  #sideOf(subscriptionId: string): "healthy" | "failing" {
    return this.#failing.has(subscriptionId) ? "failing" : "healthy";
  }

  async #claim(asked: ReadonlyArray<{ subscriptionId: string; countMax: number }>): Promise<void> {
    try {
      const claimed = await claimDeliveries(this.#options.db.kysely, asked, LEASE_MS);
      const counts = Map.groupBy(claimed, ({ subscriptionId }) => subscriptionId);
      for (const { subscriptionId, countMax } of asked) {
        // Behind all others: there may be more.
        if (counts.get(subscriptionId)?.length === countMax) this.#ready.add(subscriptionId);
      }
      for (const one of claimed) this.#begin(one);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      for (const { subscriptionId } of asked) this.#ready.add(subscriptionId);
      this.#options.onFailure(error);
      await new Promise((resolve) => setTimeout(resolve, FAILURE_PAUSE_MS));
    }
  }

  #begin(claimed: ClaimedDelivery): void {
    const { subscriptionId, failingSince } = claimed;
    if (failingSince !== undefined) this.#failing.add(subscriptionId);
    this.#underWay.set(subscriptionId, (this.#underWay.get(subscriptionId) ?? 0) + 1);
    const slow = setTimeout(() => this.#failing.add(subscriptionId), SLOW_MS);
    const attempt = this.#send(claimed, slow).finally(() => {
      this.#attempts.delete(attempt);
      const left = (this.#underWay.get(subscriptionId) ?? 0) - 1;
      if (left > 0) this.#underWay.set(subscriptionId, left);
      else this.#underWay.delete(subscriptionId);
      this.#bell.strike();
    });
    this.#attempts.add(attempt);
  }

  async #send(claimed: ClaimedDelivery, slow: NodeJS.Timeout): Promise<void> {
    const { settled, onTried } = this.#options;
    const { subscriptionId, subject, claimedAt, failingSince } = claimed;
    const tried = { settlement: await sendDelivery(this.#options, claimed), claimedAt, failingSince };
    clearTimeout(slow);
    onTried?.(claimed, tried);
    if (tried.settlement.attempt.outcome === "delivered") this.#failing.delete(subscriptionId);
    else this.#failing.add(subscriptionId);
    await settled.settle(tried);
    // What waited behind it may be due now.
    if (subject !== undefined) this.#ready.add(subscriptionId);
  }
}
