import type { Chain } from "@redflag/domain/chain";
import { Problem, type ProblemCode } from "@redflag/domain/problem";
import type { RescreenReport } from "@redflag/screen/rescreen-lane";
import { findLane } from "@redflag/store/lane";
import { inTransaction } from "@redflag/store/transaction";
import { AskedWatch } from "./asked-watch.ts";
import { AskedWork } from "./asked-work.ts";
import { Clocks } from "./clocks.ts";
import { ExchangeTasks } from "./exchange-tasks.ts";
import { Exchanges, meetsExchanges } from "./exchanges.ts";
import { FilingWatch, filesReports } from "./filings.ts";
import { JobBag, planJobs, type RangeJob, runJob } from "./jobs.ts";
import { LaneWatch } from "./lane-watch.ts";
import { type ListId, Lists } from "./lists.ts";
import { withClock } from "./process-date.ts";
import { Random } from "./random.ts";
import { Receivers } from "./receivers.ts";
import { type Counts, noCounts } from "./report.ts";
import { checkGeneration } from "./rescreen-invariants.ts";
import { chooseEndpoints, Network } from "./rpc.ts";
import { screenWithNewest } from "./screen-with-newest.ts";
import { asksForMore, chainOf, cutsLedger } from "./seed-kinds.ts";
import type { Sessions } from "./sessions.ts";
import { type SimProcess, startProcess } from "./sim-process.ts";
import type { Steps } from "./steps.ts";
import { StopWatch } from "./stop-watch.ts";
import { Stored } from "./stored.ts";
import { ProcessKilled, passGate, type StatementFault, type Task } from "./task.ts";
import { TaskRunner } from "./task-runner.ts";
import { Trace } from "./trace.ts";
import { Watches } from "./watches.ts";
import { World } from "./world.ts";

export const PROCESS_COUNT = 2;

const DAY_S = 86_400;
const KEPT_BLOCKS_MAX = 6;

/** What a step may fail with although nothing is wrong with the program: it is tried again, or an operator is told. */
const EXPECTED_FATAL: readonly ProblemCode[] = ["lane_missing", "past_missing", "past_unchecked", "watch_exists"];

const LANE_STEPS = ["screenHead", "screenFinal", "screenDepth", "stepLookback"] as const;
/** Of repairs and backfills. */
const ASKED_TASKS = /repair|backfill/;
export type LaneStep = (typeof LANE_STEPS)[number];
const LANE_TASKS: readonly string[] = [...LANE_STEPS, "rebuild", "rescreen", "file"];

export interface SimulationOptions {
  seed: number;
  databaseUrl: string;
  sessions: Sessions;
  steps: Steps;
}

/** One seed's world, its simulated processes, and every step they can take. */
export class Simulation {
  readonly chain: Chain;
  readonly random: Random;
  readonly world: World;
  readonly network: Network;
  readonly lists: Lists;
  readonly watches: Watches;
  readonly runner: TaskRunner;
  readonly stored: Stored;
  /** Old blocks are dropped; otherwise the past is screened again. */
  readonly cuts: boolean;
  readonly files: boolean;
  /** There are exchanges with webhooks, and clocks that jump. */
  readonly meets: boolean;
  /** There are repairs, backfills and sets of own addresses besides. */
  readonly asks: boolean;
  readonly clocks: Clocks;
  readonly receivers: Receivers;
  readonly exchanges: Exchanges;
  readonly exchangeTasks: ExchangeTasks;
  readonly askedWork: AskedWork;
  readonly jobs = new JobBag();
  readonly trace = new Trace();
  readonly counts: Counts = noCounts();
  readonly violations: string[] = [];
  readonly processes: SimProcess[] = [];
  /** Blocks that the chain had called final were replaced. */
  wasRewritten = false;
  /** The lowest block that was asked for from before the lane's start. */
  olderStart: number | undefined;
  /** Lists whose change is yet to be imported. */
  readonly unimported = new Set<ListId>();
  readonly #options: SimulationOptions;
  readonly #watch: LaneWatch;
  readonly #filings: FilingWatch;
  readonly #stops: StopWatch;
  readonly #asked: AskedWatch;
  /** Yet to be looked at, each with the list versions that were there when it was asked for. */
  readonly #rescreened: Array<{ report: RescreenReport; known: Record<string, number> }> = [];
  #mustLook = false;
  #mustLookAtStops = false;
  #mustLookAtAsked = false;
  /** A rebuild is under way, or was since the lane was last looked at. */
  #mayStepBack = false;
  /** What may be thrown without being a fault of the program, besides EXPECTED_FATAL. */
  readonly tolerated = new Set<ProblemCode>(EXPECTED_FATAL);

  constructor(options: SimulationOptions) {
    const { seed, sessions } = options;
    this.#options = options;
    this.chain = chainOf(seed);
    this.cuts = cutsLedger(seed);
    this.files = filesReports(seed);
    this.meets = meetsExchanges(seed);
    this.asks = asksForMore(seed);
    this.random = new Random(`${seed} schedule`);
    this.world = new World(new Random(`${seed} world`), String(seed), this.cuts ? "days" : "minutes");
    this.lists = new Lists(new Random(`${seed} lists`));
    this.watches = new Watches(new Random(`${seed} watches`));
    this.runner = new TaskRunner(sessions);
    this.stored = new Stored(sessions.client, this.meets);
    this.#watch = new LaneWatch(this.stored);
    this.#filings = new FilingWatch(this.stored);
    this.clocks = new Clocks(sessions.client);
    this.receivers = new Receivers({
      ...{ seed, clocks: this.clocks, passGate },
      onAnswer: (answer) => {
        this.counts.answers[answer] = (this.counts.answers[answer] ?? 0) + 1;
      },
    });
    this.exchanges = new Exchanges({
      ...{ seed, random: new Random(`${seed} exchanges`), client: sessions.client, receivers: this.receivers },
    });
    this.exchangeTasks = new ExchangeTasks(this);
    this.askedWork = new AskedWork(this);
    this.#asked = new AskedWatch(this.stored);
    this.#stops = new StopWatch(this.stored.exchanges, this.clocks);
    this.network = new Network({
      seed: String(seed),
      chainId: this.chain.id,
      world: this.world,
      endpoints: chooseEndpoints(new Random(`${seed} endpoints`), this.chain.verify),
      beforeSend: passGate,
      onFault: (kind) => {
        this.counts.faults[kind] = (this.counts.faults[kind] ?? 0) + 1;
      },
    });
  }

  get seed(): number {
    return this.#options.seed;
  }

  get steps(): Steps {
    return this.#options.steps;
  }

  openProcesses(): void {
    for (let i = 0; i < PROCESS_COUNT; i++) this.processes.push(this.#openProcess());
  }

  async closeProcesses(): Promise<void> {
    for (const process of this.processes.splice(0)) await process.close();
  }

  #openProcess(): SimProcess {
    const { databaseUrl, sessions } = this.#options;
    const onKill = (what: string) => {
      this.counts.kills++;
      this.trace.add(`kill ${what}`);
    };
    const { chain, network, meets: hasClock } = this;
    const now = () => this.clocks.trueMs;
    return startProcess({ databaseUrl, chain, network, sessions, onKill, hasClock, now });
  }

  /** Everything in the process's memory is gone, whatever it was doing. */
  async restart(index: number): Promise<void> {
    this.counts.restarts++;
    const killed = await this.runner.kill(index);
    this.trace.add(`restart ${index}, ${killed} tasks lost`);
    await this.processes[index]?.close();
    this.processes[index] = this.#openProcess();
    await this.look();
  }

  /** The server ends the session that a task works in. */
  async endSession(task: Task): Promise<void> {
    this.counts.kills++;
    this.trace.add(`session of ${task.name}#${task.id} ended`);
    if (task.pid !== undefined) await this.#options.sessions.end([task.pid]);
    await this.runner.wakeWaiting();
  }

  async step(task: Task): Promise<void> {
    this.trace.add(`${task.name}#${task.id} ${task.next}`);
    this.counts.statements++;
    await this.runner.step(task);
    this.counts.waits += task.state === "waiting" ? 1 : 0;
    await this.look();
  }

  async finish(task: Task): Promise<void> {
    while (task.state !== "done") {
      const next = task.state === "parked" ? task : this.runner.listParked()[0];
      if (next === undefined) throw new Error(`${task.name} waits, and nobody can move`);
      await this.step(next);
    }
  }

  startObserve(index: number, fault?: StatementFault): Promise<Task> {
    return this.start("observe", index, fault, async ({ deps, recordDisagreements }) => {
      try {
        return await this.#options.steps.observeHead(deps);
      } finally {
        await recordDisagreements();
      }
    });
  }

  startPlan(index: number, fault?: StatementFault): Promise<Task> {
    return this.start("plan", index, fault, async (process) => {
      const random = new Random(`${this.#options.seed} plan ${this.counts.tasks}`);
      const jobs = await planJobs(process, this.#options.steps, random);
      for (const job of jobs) this.jobs.add(job);
      return jobs.length;
    });
  }

  startJob(index: number, job: RangeJob, fault?: StatementFault): Promise<Task> {
    const name = `${job.kind} ${job.from}..${job.to}`;
    return this.start(name, index, fault, (process) => runJob(process, this.#options.steps, job));
  }

  /** Keeps what shows evidence; what was tried in vain is due again, for time has passed. */
  startKeep(index: number, fault?: StatementFault): Promise<Task> {
    return this.start("keep proofs", index, fault, async ({ deps, recordDisagreements }) => {
      await this.stored.proofs.passWaits();
      try {
        return await this.#options.steps.keepProofs(deps, KEPT_BLOCKS_MAX);
      } finally {
        await recordDisagreements();
      }
    });
  }

  startLane(index: number, step: LaneStep, fault?: StatementFault): Promise<Task> {
    return this.start(step, index, fault, async ({ screenDb: db, inputs }) => {
      const { steps } = this.#options;
      if (step === "screenHead") {
        const { step: taken, violations } = await screenWithNewest(this.stored, () =>
          steps.screenHead({ db, inputs }, this.chain),
        );
        this.violations.push(...violations);
        return taken;
      }
      if (step === "screenFinal") return steps.screenFinal(db, this.chain, this.chain.verify);
      if (step === "screenDepth") return steps.screenDepth({ db, inputs }, this.chain);
      const looked = await steps.stepLookback({ db, inputs }, this.chain);
      if (looked.kind === "looked") this.counts.lookbacks++;
      return looked.kind === "looked" ? [looked.lookback.listId, looked.lookback.version, looked.alerts] : looked.kind;
    });
  }

  /** Somebody begins to watch an address, or ends to. */
  startWatch(index: number, fault?: StatementFault): Promise<Task> {
    this.counts.watches++;
    const change = this.watches.next();
    const { insertWatch, endWatch } = this.#options.steps;
    return this.start(`watch ${change.kind}`, index, fault, ({ db }) =>
      inTransaction(db, async (tx) => {
        if (change.kind === "end") return (await endWatch(tx, change.owner, change.id))?.endedSeq;
        return (await insertWatch(tx, { ...change, family: "eip155", reason: "simulated" })).firstSeq;
      }),
    );
  }

  /** Files one of the alerts that are final, if it still is by then. */
  async startFiling(index: number, fault?: StatementFault): Promise<Task | undefined> {
    const final = (await this.stored.alerts()).filter(({ state }) => state === "final");
    if (final.length === 0) return undefined;
    const { id } = this.random.pick(final);
    return this.start("file", index, fault, ({ apiDb }) =>
      inTransaction(apiDb, (tx) => this.#options.steps.fileReport(tx, [id])),
    );
  }

  startRebuild(index: number, fault?: StatementFault): Promise<Task> {
    this.counts.rebuilds++;
    this.#mayStepBack = true;
    return this.start("rebuild", index, fault, async ({ db, inputs }) => {
      const report = await this.#options.steps.rebuildLane(db, inputs, this.chain);
      const { repaired, identical, alerts, repairedWatchAlerts } = report;
      if (repairedWatchAlerts > 0) this.violations.push(`rebuild repaired ${repairedWatchAlerts} alerts of watches`);
      if (repaired.length > 0)
        this.violations.push(`rebuild repaired ${repaired.map(({ problem }) => problem).join(", ")}`);
      return `${identical} of ${alerts}`;
    });
  }

  /** Screens the past again with the lists as they are, and with whatever older blocks are in the ledger by now. */
  startRescreen(index: number, fault?: StatementFault): Promise<Task> {
    this.counts.rescreenings++;
    this.#mayStepBack = true;
    return this.start("rescreen", index, fault, async ({ db, inputs, deps }) => {
      const lane = await findLane(db.kysely, this.chain.id);
      const older = this.olderStart;
      const startBlock = lane !== undefined && older !== undefined && older < lane.startBlock ? older : undefined;
      const options = { policy: deps.policy, ...(startBlock !== undefined && { startBlock }) };
      const known = this.lists.newest();
      const report = await this.#options.steps.rescreenLane(db, inputs, this.chain, options);
      this.#rescreened.push({ report, known });
      return `${report.identical} of ${report.alerts}, generation ${report.generation}`;
    });
  }

  /** Drops what is older than so many days at the chain's head. */
  startCut(index: number, days: number, fault?: StatementFault): Promise<Task> {
    return this.start("cut", index, fault, async ({ screenDb: db, inputs }) => {
      const now = this.world.head.time;
      const { dropped } = await this.#options.steps.cutLedger(db, inputs, this.chain, {
        before: now - days * DAY_S,
        now,
      });
      this.counts.cuts += dropped.length;
      return dropped;
    });
  }

  /** Imports the list as it is now; `onDone` is called once it is known to be there. */
  startImport(index: number, list: ListId, fault?: StatementFault, onDone: () => void = () => {}): Promise<Task> {
    this.counts.imports++;
    const entries = this.lists.current(list);
    return this.start(`import ${list}`, index, fault, async ({ db }) => {
      const description = { id: list, title: `List ${list}`, authority: `Authority of ${list}` };
      const { seq } = await this.#options.steps.importListVersion(db, {
        list: description,
        entries,
        source: "simulator",
      });
      this.lists.record(list, seq, entries);
      onDone();
      return seq;
    });
  }

  start(
    name: string,
    index: number,
    fault: StatementFault | undefined,
    work: (process: SimProcess) => Promise<unknown>,
  ): Promise<Task> {
    this.counts.tasks++;
    const process = this.processes[index] as SimProcess;
    return this.runner.start({
      ...{ name, process: index, fault },
      work: () =>
        this.meets
          ? withClock(
              () => this.clocks.ofProcess(index),
              () => work(process),
            )
          : work(process),
      onEnd: (task, outcome) => this.#end(task, outcome),
    });
  }

  #end(task: Task, outcome: { result: unknown } | { error: unknown }): void {
    this.#mustLook ||= LANE_TASKS.includes(task.name);
    this.#mustLookAtStops ||= task.name === "send";
    this.#mustLookAtAsked ||= ASKED_TASKS.test(task.name);
    if ("result" in outcome) {
      this.trace.add(`${task.name}#${task.id} gave ${JSON.stringify(outcome.result)}`);
      return;
    }
    const { error } = outcome;
    if (error instanceof ProcessKilled) return;
    if (error instanceof Problem) {
      this.trace.add(`${task.name}#${task.id} failed: ${error.code}`);
      if (error.retry !== "fatal" || this.tolerated.has(error.code)) return;
    }
    this.trace.add(`${task.name}#${task.id} crashed`);
    this.violations.push(`${task.name} crashed: ${error instanceof Error ? error.stack : String(error)}`);
  }

  /** After steps of the lane: what must not even be seen for a moment. */
  async look(): Promise<void> {
    await this.exchanges.ownSets.look();
    if (this.#mustLookAtStops) this.violations.push(...(await this.#stops.look()));
    this.#mustLookAtStops = false;
    if (this.#mustLookAtAsked) this.violations.push(...(await this.#asked.look()));
    this.#mustLookAtAsked = false;
    if (!this.#mustLook) return;
    this.#mustLook = false;
    this.violations.push(...(await this.#watch.look(this.#mayStepBack)));
    if (this.files) this.violations.push(...(await this.#filings.look()));
    for (const { report, known } of this.#rescreened.splice(0)) {
      this.violations.push(...checkGeneration(report, await this.stored.epochs(), known));
    }
    this.#mayStepBack = this.runner.tasks.some(({ name }) => name === "rebuild" || name === "rescreen");
  }
}
