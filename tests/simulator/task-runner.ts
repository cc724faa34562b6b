import type { Sessions } from "./sessions.ts";
import { currentTask, type StatementFault, type Task } from "./task.ts";

export interface TaskStart {
  name: string;
  process: number;
  fault?: StatementFault | undefined;
  work: () => Promise<unknown>;
  onEnd: (task: Task, outcome: { result: unknown } | { error: unknown }) => void;
}

/** How long a statement may take before the database is asked whether it waits for a lock, and twice as long each time after that. */
const PATIENCE_MS = 5;

/**
 * Runs tasks one exchange at a time: between two exchanges exactly one of them moves. What happens is therefore decided
 * by the order in which they are let through and by nothing else, although they share one real database.
 */
export class TaskRunner {
  readonly tasks: Task[] = [];
  readonly #sessions: Sessions;
  #startedCount = 0;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  /** The task stands before its first exchange when this returns; it may be done already. */
  async start({ name, process, fault, work, onEnd }: TaskStart): Promise<Task> {
    const task: Task = {
      id: ++this.#startedCount,
      name,
      process,
      fault,
      state: "running",
      next: "start",
      statementCount: 0,
      pid: undefined,
      isDead: false,
      resume: () => {},
      halted: Promise.withResolvers<void>(),
      ended: Promise.resolve(),
    };
    const end = (outcome: { result: unknown } | { error: unknown }) => {
      task.state = "done";
      // What it left behind at a gate, having done two things at once, goes no further and gives back its session.
      task.isDead = true;
      task.resume();
      this.tasks.splice(this.tasks.indexOf(task), 1);
      onEnd(task, outcome);
      task.halted.resolve();
    };
    this.tasks.push(task);
    task.ended = currentTask.run(task, async () => {
      try {
        end({ result: await work() });
      } catch (error) {
        end({ error });
      }
    });
    await this.#untilHalted(task);
    return task;
  }

  listParked(): Task[] {
    return this.tasks.filter(({ state }) => state === "parked");
  }

  /** Lets a parked task do its next exchange, and whoever that sets free go on as far as they can. */
  async step(task: Task): Promise<void> {
    task.halted = Promise.withResolvers<void>();
    task.state = "running";
    task.resume();
    await this.#untilHalted(task);
    await this.wakeWaiting();
  }

  /** Of one process: nothing they try reaches anybody, and their sessions end. */
  async kill(process: number): Promise<number> {
    const victims = this.tasks.filter((task) => task.process === process);
    for (const task of victims) task.isDead = true;
    await this.#sessions.end(victims.flatMap(({ pid }) => (pid === undefined ? [] : [pid])));
    for (const task of victims) task.resume();
    await Promise.all(victims.map(({ ended }) => ended));
    await this.wakeWaiting();
    return victims.length;
  }

  /** Those whose lock has come since somebody moved go on to their next exchange. */
  async wakeWaiting(): Promise<void> {
    const waiting = this.tasks.filter(({ state }) => state === "waiting");
    if (waiting.length === 0) return;
    const pids = waiting.flatMap(({ pid }) => pid ?? []);
    const still = new Set(await this.#sessions.listUngranted(pids));
    // Meanwhile some may have gone on by themselves: they are parked or done, and not to be counted as running again.
    const freed = waiting.filter(({ state, pid }) => state === "waiting" && (pid === undefined || !still.has(pid)));
    for (const task of freed) task.state = "running";
    for (const task of freed) await this.#untilHalted(task);
  }

  async #untilHalted(task: Task): Promise<void> {
    for (let patienceMs = PATIENCE_MS; !(await haltsWithin(task, patienceMs)); patienceMs *= 2) {
      const { pid } = task;
      if (pid === undefined || !(await this.#sessions.listWaiting([pid])).includes(pid)) continue;
      if (task.state !== "running") continue;
      task.state = "waiting";
      return;
    }
  }
}

function haltsWithin(task: Task, patienceMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patienceMs);
    task.halted.promise.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
