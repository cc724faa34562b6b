import { AsyncLocalStorage } from "node:async_hooks";

/** A kill that a statement of the task runs into. */
export interface StatementFault {
  /** Counted from 1 over the task's statements; or the first commit, whichever number it has. */
  at: number | "commit";
  /** Whether the statement reached the server: after a commit nobody can tell. */
  when: "before" | "after";
}

/** Parked before its next exchange, on its way to one, waiting in the database for a lock, or done. */
export type TaskState = "parked" | "running" | "waiting" | "done";

export interface Task {
  readonly id: number;
  readonly name: string;
  readonly process: number;
  /** Yet to strike. */
  fault: StatementFault | undefined;
  state: TaskState;
  /** What it is about to do while parked. */
  next: string;
  statementCount: number;
  /** The session that works for it at this moment, or that it holds in a transaction. */
  pid: number | undefined;
  /** Its process was killed: nothing it tries reaches anybody any more. */
  isDead: boolean;
  resume: () => void;
  /** Resolves when it is parked or done. */
  halted: PromiseWithResolvers<void>;
  ended: Promise<void>;
}

/** Thrown into the steps of a process that was killed. */
export class ProcessKilled extends Error {}

export const currentTask = new AsyncLocalStorage<Task>();

/** Every exchange with a database or an endpoint waits here until the scheduler lets it pass. */
export async function passGate(next: string): Promise<void> {
  const task = currentTask.getStore();
  if (task === undefined) return;
  if (task.isDead) throw new ProcessKilled();
  if (task.state === "parked") throw new Error(`${task.name} does two things at once: ${task.next}, ${next}`);
  task.state = "parked";
  task.next = next;
  const { promise, resolve } = Promise.withResolvers<void>();
  task.resume = resolve;
  task.halted.resolve();
  await promise;
  if (task.isDead) throw new ProcessKilled();
}
