import type { Database } from "@redflag/store/database";
import type pg from "pg";
import type { Sessions } from "./sessions.ts";
import { currentTask, passGate, type StatementFault, type Task } from "./task.ts";

type Query = (text: string, values?: unknown[]) => Promise<pg.QueryResult>;

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
    const query: Query = async (text, values) => {
      const task = currentTask.getStore();
      if (task === undefined) return send(text, values);
      const pid = await gateStatement(task, client, text, holders);
      const fault = takeFault(task, text);
      if (fault === undefined) return send(text, values);
      onKill(`${fault.when} ${verbOf(text)}`);
      if (fault.when === "after") await send(text, values);
      await sessions.end([pid]);
      if (fault.when === "before") return send(text, values);
      throw new Error("Connection terminated unexpectedly");
    };
    client.query = query as typeof client.query;
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
