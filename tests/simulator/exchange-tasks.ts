import type { SendDeps } from "@redflag/notify/send-delivery";
import type { Tried } from "@redflag/notify/write-tried";
import { openSecret } from "@redflag/runtime/sealed-secret";
import { pauseSubscription, resumeSubscription } from "@redflag/store/subscription";
import { inTransaction } from "@redflag/store/transaction";
import { INSTALLATION_KEY } from "./installation-key.ts";
import { Random } from "./random.ts";
import type { Simulation } from "./simulation.ts";
import type { StatementFault, Task } from "./task.ts";

/** As the service's own. */
const LEASE_MS = 60_000;
const CLAIMED_MAX = 3;
const AGES = { deliveredDays: 30, owedDays: 90 };
const EVENTS_MAX = 20;

/** Steps by which exchanges are told: as the service takes them, each a task of its own. Wake-ups are in a bag that may be lost. */
export class ExchangeTasks {
  /** Subscriptions that were woken, as the queue holds them. */
  readonly wakes = new Set<string>();
  readonly #simulation: Simulation;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  startRelease(index: number, fault?: StatementFault): Promise<Task> {
    return this.#simulation.start("release", index, fault, ({ notify }) =>
      this.#simulation.steps.releaseStep(notify.db, EVENTS_MAX),
    );
  }

  startFanOut(index: number, fault?: StatementFault): Promise<Task> {
    const { steps, exchanges } = this.#simulation;
    return this.#simulation.start("fan out", index, fault, async ({ notify }) => {
      const behind = await steps.listSubscribersBehind(notify.db);
      if (behind.length === 0) return "nobody";
      const begun = exchanges.ownSets.beginFanOut();
      try {
        const { subscriptionIds } = await steps.fanOutStep(notify.fanOut, notify.db, behind, EVENTS_MAX);
        for (const id of subscriptionIds) this.wakes.add(id);
        return [...subscriptionIds].sort();
      } finally {
        exchanges.ownSets.endFanOut(begun);
      }
    });
  }

  /** What is due although its wake-up, its claim or the whole queue was lost. */
  startSweep(index: number, fault?: StatementFault): Promise<Task> {
    return this.#simulation.start("sweep", index, fault, async ({ notify }) => {
      const due = await this.#simulation.steps.listDueSubscriptions(notify.db.kysely);
      for (const id of due) this.wakes.add(id);
      return due;
    });
  }

  /** Claims what is due of a subscription, makes an attempt of each and writes them down together. */
  startSend(index: number, subscriptionId: string, countMax: number, fault?: StatementFault): Promise<Task> {
    const { steps, counts, seed, receivers } = this.#simulation;
    const random = new Random(`${seed} send ${counts.tasks}`);
    const deps: SendDeps = {
      client: receivers,
      openSecret: async (id, sealed) => openSecret(INSTALLATION_KEY, id, sealed),
      random: () => random.between(0, 999) / 1_000,
    };
    return this.#simulation.start("send", index, fault, async ({ notify }) => {
      const asked = [{ subscriptionId, countMax }];
      const claimed = await steps.claimDeliveries(notify.db, asked, LEASE_MS);
      const tried: Tried[] = [];
      for (const one of claimed) {
        const { claimedAt, failingSince } = one;
        tried.push({ settlement: await steps.sendDelivery(deps, one), claimedAt, failingSince });
      }
      if (tried.length > 0) await steps.writeTried(notify.db, tried);
      counts.attempts += tried.length;
      return tried.map(({ settlement: { attempt } }) => attempt.failure ?? attempt.outcome);
    });
  }

  /** Of what was woken; now and then the wake-up comes twice. */
  startWoken(index: number, fault?: StatementFault): Promise<Task> {
    const { random } = this.#simulation;
    const id = random.pick([...this.wakes]);
    if (!random.chance(15)) this.wakes.delete(id);
    return this.startSend(index, id, random.between(1, CLAIMED_MAX), fault);
  }

  startDrop(index: number, fault?: StatementFault): Promise<Task> {
    return this.#simulation.start("drop deliveries", index, fault, ({ notify }) =>
      this.#simulation.steps.dropOldDeliveries(notify.db, AGES),
    );
  }

  /** An exchange pauses one of its subscriptions, or sets it going again whatever ended it. */
  startOwner(index: number, fault?: StatementFault): Promise<Task> {
    const { random, exchanges } = this.#simulation;
    const { id } = random.pick(exchanges.subscriptions);
    const [name, change] = random.chance(40)
      ? (["pause", pauseSubscription] as const)
      : (["resume", resumeSubscription] as const);
    return this.#simulation.start(name, index, fault, ({ db }) => inTransaction(db, (tx) => change(tx, id)));
  }

  /** All subscriptions that were stopped or paused are set going again by their owners, but those of nobody. */
  async resumeAll(): Promise<void> {
    const states = await this.#simulation.stored.exchanges.subscriptions();
    const stopped = new Set(states.filter(({ state }) => state !== "active").map(({ id }) => id));
    for (const { id, manner } of this.#simulation.exchanges.subscriptions) {
      if (!stopped.has(id) || manner === "dead" || manner === "gone") continue;
      const resume = await this.#simulation.start("resume", 0, undefined, ({ db }) =>
        inTransaction(db, (tx) => resumeSubscription(tx, id)),
      );
      await this.#simulation.finish(resume);
    }
  }
}
