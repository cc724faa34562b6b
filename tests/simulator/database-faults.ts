import type { Database } from "@redflag/store/database";
import type pg from "pg";
import type { Sessions } from "./sessions.ts";
import { currentTask, passGate, type StatementFault, type Task } from "./task.ts";

type Query = (text: string, values?: unknown[]) => Promise<unknown>;
type Told = (error: Error | undefined, result?: unknown) => void;
/** A query that tells whoever made it itself, as one that copies rows does. */
type TellingQuery = pg.Submittable & { text: string; callback: Told };

/**
 * Makes every statement that a task sends wait at the gate, and lets the task's fault strike: its session ends before the
 * statement reaches the server, or after it took effect and before anybody is told.
 */
export function interceptStatements(db: Database, sessions: Sessions, onKill: (what: string) => void): void {
  const known = new WeakSet<pg.PoolClient>();
  const holders = new WeakMap<pg.PoolClient, Task>();
  db.pool.on("release", (_error, client) => {
    const holder = holders.get(client);
    if (holder !== undefined) holder.pid = undefined;
    holders.delete(client);
  });
  db.pool.on("acquire", (client) => {
    if (known.has(client)) return;
    known.add(client);
    const send = client.query.bind(client) as Query;
    const submit = client.query.bind(client) as (query: TellingQuery) => unknown;
    const strike = async (text: string, ask: () => Promise<unknown>): Promise<unknown> => {
      const task = currentTask.getStore();
      if (task === undefined) return ask();
      const pid = await gateStatement(task, client, text, holders);
      const fault = takeFault(task, text);
      if (fault === undefined) return ask();
      onKill(`${fault.when} ${verbOf(text)}`);
      if (fault.when === "after") await ask();
      await sessions.end([pid]);
      if (fault.when === "before") return ask();
      throw new Error("Connection terminated unexpectedly");
    };
    const query = (given: string | TellingQuery, values?: unknown[]) => {
      if (typeof given === "string") return strike(given, () => send(given, values));
      const { callback: tell } = given;
      const ask = () => submitted(submit, given);
      void strike(given.text, ask).then((result) => tell(undefined, result), tell);
      return given;
    };
    client.query = query as typeof client.query;
  });
}

function submitted(submit: (query: TellingQuery) => unknown, query: TellingQuery): Promise<unknown> {
  return new Promise((resolve, reject) => {
    query.callback = (error, result) => (error ? reject(error) : resolve(result));
    submit(query);
  });
}

async function gateStatement(task: Task, client: pg.PoolClient, text: string, holders: WeakMap<pg.PoolClient, Task>) {
  // The driver knows the server's process, its types do not say so.
  const pid = (client as unknown as { processID: number }).processID;
  holders.set(client, task);
  task.pid = pid;
  await passGate(verbOf(text));
  task.statementCount++;
  return pid;
}

/** A fault strikes once, and is gone from the task then. */
function takeFault(task: Task, text: string): StatementFault | undefined {
  const { fault } = task;
  if (fault === undefined) return undefined;
  const strikes = fault.at === "commit" ? verbOf(text) === "commit" : fault.at === task.statementCount;
  if (!strikes) return undefined;
  task.fault = undefined;
  return fault;
}

function verbOf(text: string): string {
  return text.trim().split(/\s+/, 1)[0]?.toLowerCase() ?? "";
}
