import { checkMendable } from "@redflag/api/mendable-chain";
import { Problem } from "@redflag/domain/problem";
import { REPAIR_LEASE_S } from "@redflag/ingest/work-repairs";
import { cancelBackfill } from "@redflag/store/asked-backfill";
import { insertBackfill } from "@redflag/store/backfill";
import type { BlockSpan } from "@redflag/store/block-span";
import { cancelRepair, insertRepair, type RepairStep, renewRepair } from "@redflag/store/repair";
import { inTransaction } from "@redflag/store/transaction";
import { runJob } from "./jobs.ts";
import type { Simulation } from "./simulation.ts";
import type { StatementFault, Task } from "./task.ts";

const SPAN_BLOCKS_MAX = 10;
/** Before the lane's start, where the past is screened again. */
const OLDER_BLOCKS_MAX = 4;
/** A seed is not to be about them. */
const ASKED_MAX = 4;
const DAY_MS = 86_400_000;
/** The database's clock is off by two days at most, then by as much the other way. */
const LEASED_MS_MAX = 5 * DAY_MS;

/** A repair that some process works on, and what its timer would do. */
interface Working {
  process: number;
  id: string;
  progress: { step: RepairStep; blocks: number } | undefined;
  cancel: () => void;
}

/** Repairs and backfills: asked for and taken back as the API does, worked on as ingest does, each step a task of its own. */
export class AskedWork {
  repairsAsked = 0;
  backfillsAsked = 0;
  readonly working = new Set<Working>();
  readonly #simulation: Simulation;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** Somebody asks for blocks, as the API lets them. */
  async startAsk(index: number, kind: "repair" | "backfill", fault?: StatementFault): Promise<Task | undefined> {
    const { repairsAsked, backfillsAsked } = this;
    if ((kind === "repair" ? repairsAsked : backfillsAsked) >= ASKED_MAX) return undefined;
    const span = await this.#drawSpan(kind);
    if (span === undefined) return undefined;
    const id = `00000000-0000-4000-b000-00000000000${kind === "repair" ? this.repairsAsked++ : this.backfillsAsked++}`;
    const { chain } = this.#simulation;
    return this.#simulation.start(`ask ${kind} ${span.from}..${span.to}`, index, fault, ({ apiDb }) =>
      inTransaction(apiDb, async (tx) => {
        const asker = { reason: "simulated", askedBy: "somebody" };
        try {
          await checkMendable(tx, chain, span);
        } catch (error) {
          // Old blocks were dropped meanwhile, or the lane has stopped: the answer is a refusal.
          if (error instanceof Problem && error.retry === "fatal") return error.code;
          throw error;
        }
        if (kind === "backfill") return insertBackfill(tx, chain.id, span, asker);
        return (await insertRepair(tx, { ...span, ...asker, id, chainId: chain.id }))?.id;
      }),
    );
  }

  /** Mostly within the lane, at times from before it. A backfill is for what is final, a repair for all that was seen. */
  async #drawSpan(kind: "repair" | "backfill"): Promise<BlockSpan | undefined> {
    const { random, chain, stored, cuts, world } = this.#simulation;
    const lane = await stored.lane();
    const tip = await stored.asked.tip();
    if (lane === undefined || tip === undefined || chain.finality.kind !== "depth") return undefined;
    const isOlder = !cuts && lane.start > 0 && random.chance(50);
    // What an endpoint made up is never there to be read.
    const seen = Math.min(tip.head, world.head.number);
    const last = kind === "repair" ? seen : Math.min(tip.finalized, world.head.number - chain.finality.blocks);
    if (isOlder) {
      const from = Math.max(0, lane.start - random.between(1, OLDER_BLOCKS_MAX));
      const to = Math.max(lane.start - 1, Math.min(last, lane.start + random.between(-1, 4)));
      if (to > last) return undefined;
      this.#simulation.olderStart = Math.min(from, this.#simulation.olderStart ?? from);
      return { from, to };
    }
    const first = Math.max(lane.start, (await stored.cut()) + 1);
    if (first > last) return undefined;
    const from = random.between(first, last);
    return { from, to: Math.min(last, from + random.between(0, SPAN_BLOCKS_MAX - 1)) };
  }

  /** Somebody takes something back, whether it has ended or not. */
  async startCancel(index: number, fault?: StatementFault): Promise<Task | undefined> {
    const { random, stored } = this.#simulation;
    const asked = [
      ...(await stored.asked.repairs()).map(({ id }) => ({ id, cancel: cancelRepair })),
      ...(await stored.asked.backfills()).map(({ id }) => ({ id, cancel: cancelBackfill })),
    ];
    if (asked.length === 0) return undefined;
    const { id, cancel } = random.pick(asked);
    const name = cancel === cancelRepair ? "cancel repair" : "cancel backfill";
    return this.#simulation.start(name, index, fault, ({ apiDb }) =>
      inTransaction(apiDb, async (tx) => void (await cancel(tx, id))),
    );
  }

  /** Claims what nobody works on and works on it to its end. */
  startRepair(index: number, fault?: StatementFault): Promise<Task> {
    const { steps, chain } = this.#simulation;
    return this.#simulation.start("repair", index, fault, async (process) => {
      const { deps } = process;
      const claimed = await steps.claimRepair(deps.db.kysely, chain.id, REPAIR_LEASE_S);
      if (claimed === undefined) return "nothing";
      const cancelled = new AbortController();
      let own: Working | undefined;
      try {
        await steps.workRepair(deps, claimed, cancelled.signal, (_deps, id, cancel) => {
          const working: Working = { process: index, id, progress: undefined, cancel };
          own = working;
          this.working.add(working);
          return {
            note: (step, blocks) => {
              working.progress = { step, blocks };
            },
            end: () => this.working.delete(working),
          };
        });
        return `${claimed.from}..${claimed.to}`;
      } finally {
        if (own !== undefined) this.working.delete(own);
        await process.recordDisagreements();
      }
    });
  }

  /** What the timer of a process does that works on a repair. */
  startRenew(index: number, fault?: StatementFault): Promise<Task> | undefined {
    const own = [...this.working].filter(({ process }) => process === index);
    if (own.length === 0) return undefined;
    const working = this.#simulation.random.pick(own);
    return this.#simulation.start("renew repair", index, fault, async ({ deps }) => {
      const isWanted = await renewRepair(deps.db.kysely, working.id, REPAIR_LEASE_S, working.progress);
      if (!isWanted) working.cancel();
      return isWanted;
    });
  }

  /** What is left to do for backfills becomes jobs, what is done is finished. */
  startSweep(index: number, fault?: StatementFault): Promise<Task> {
    const { steps, jobs } = this.#simulation;
    return this.#simulation.start("sweep backfills", index, fault, ({ deps, checks }) =>
      steps.sweepBackfills(deps, checks, async (span) => jobs.add({ kind: "fill", ...span })),
    );
  }

  /** Works until nothing that was asked for is open; who holds a lease and is gone is waited for. */
  async workOnce(index: number): Promise<void> {
    const { stored, clocks, jobs, steps, trace, violations } = this.#simulation;
    const { repairs, backfills } = await this.open();
    if (repairs === 0 && backfills === 0) return;
    const leasedMs = await stored.asked.leasedMs();
    if (leasedMs > LEASED_MS_MAX)
      violations.push(`a repair has not ended, and is nobody's for ${leasedMs / DAY_MS} days`);
    await clocks.pass(Math.max(leasedMs, REPAIR_LEASE_S * 1_000) + 1_000);
    trace.add(`${repairs} repairs and ${backfills} backfills are open`);
    if (repairs > 0 && (await stored.lane()) !== undefined) await this.#finish(await this.startRepair(index));
    if (backfills === 0) return;
    await this.#finish(await this.startSweep(index));
    for (const job of jobs.list().filter(({ kind }) => kind === "fill")) {
      jobs.remove(job);
      const name = `fill ${job.from}..${job.to}`;
      await this.#finish(await this.#simulation.start(name, index, undefined, (own) => runJob(own, steps, job)));
    }
  }

  #finish(task: Task): Promise<void> {
    return this.#simulation.finish(task);
  }

  async open(): Promise<{ repairs: number; backfills: number }> {
    const { asked } = this.#simulation.stored;
    const isOpen = ({ end }: { end: string | null }) => end === null;
    return {
      repairs: (await asked.repairs()).filter(isOpen).length,
      backfills: (await asked.backfills()).filter(isOpen).length,
    };
  }
}
