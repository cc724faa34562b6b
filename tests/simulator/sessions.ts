import { setTimeout as sleep } from "node:timers/promises";
import type { ServiceRole } from "@redflag/store/service-role";
import pg from "pg";

/** PostgreSQL looks for a deadlock once a statement has waited this long. */
const DEADLOCK_TIMEOUT_MS = 2;
/** Who waits longer than this is not in a deadlock: somebody else must move first. */
const WAIT_MIN_MS = 12;

/**
 * Settings of the simulated processes' sessions. Only power loss would show that a commit is not yet on disk.
 * @param role whose rights they have; the login's own unless told
 * @param hasClock they live by the database's simulated clock
 */
export function workerUrl(
  databaseUrl: string,
  { role = "none", hasClock }: { role?: ServiceRole | "none"; hasClock: boolean },
): string {
  const url = new URL(databaseUrl);
  const settings = `-c deadlock_timeout=${DEADLOCK_TIMEOUT_MS}ms -c synchronous_commit=off -c role=${role}`;
  const path = hasClock ? " -c search_path=sim,pg_catalog,public" : "";
  url.searchParams.set("options", settings + path);
  return url.href;
}

/** The simulator's own eye on the database: who waits for whom, and an end to any session. */
export class Sessions {
  readonly client: pg.Client;

  constructor(client: pg.Client) {
    this.client = client;
  }

  static async open(databaseUrl: string): Promise<Sessions> {
    const client = new pg.Client({ connectionString: databaseUrl, application_name: "simulator" });
    await client.connect();
    return new Sessions(client);
  }

  /** Of these sessions, those whose statement waits for a lock that only another session's progress can give. */
  async listWaiting(pids: readonly number[]): Promise<number[]> {
    const { rows } = await this.client.query<{ pid: number }>(
      `select distinct pid from pg_locks
       where pid = any($1) and not granted and clock_timestamp() - waitstart > $2 * interval '1 ms'`,
      [pids, WAIT_MIN_MS],
    );
    return rows.map(({ pid }) => pid);
  }

  /** Of these sessions, those that wait for a lock at all, however briefly. */
  async listUngranted(pids: readonly number[]): Promise<number[]> {
    const { rows } = await this.client.query<{ pid: number }>(
      "select distinct pid from pg_locks where pid = any($1) and not granted",
      [pids],
    );
    return rows.map(({ pid }) => pid);
  }

  /** Ends the sessions and waits until they and their locks are gone. */
  async end(pids: readonly number[]): Promise<void> {
    if (pids.length === 0) return;
    await this.client.query("select pg_terminate_backend(pid) from pg_stat_activity where pid = any($1)", [pids]);
    for (;;) {
      const { rows } = await this.client.query("select from pg_stat_activity where pid = any($1)", [pids]);
      if (rows.length === 0) return;
      await sleep(1);
    }
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
