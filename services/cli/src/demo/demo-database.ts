import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "@redflag/domain/problem";
import { type Database, openDatabase } from "@redflag/store/database";

/** After `kill -9` the server may need a moment to notice that the earlier demo's connection is gone. */
const LOCK_WAIT_MS = 3_000;
const LOCK_POLL_MS = 100;

export interface DemoServer {
  /** An empty database of this run's own: the chain is new, too. */
  recreate(): Promise<string>;
  /** Lets the next demo begin. */
  release(): Promise<void>;
}

/**
 * The embedded server as one demo's own, by a lock that dies with this process.
 * @param url of the server's database
 * @throws Problem `demo_running`
 */
export async function claimDemoServer(url: string, dataDir: string): Promise<DemoServer> {
  const admin = await openDatabase({ url, applicationName: `redflag demo ${process.pid}`, poolMax: 2 });
  const holder = await admin.pool.connect();
  const deadline = Date.now() + LOCK_WAIT_MS;
  for (;;) {
    const { rows } = await holder.query("select pg_try_advisory_lock(hashtextextended('redflag:demo', 0)) as taken");
    if (rows[0]?.taken === true) break;
    if (Date.now() > deadline) {
      holder.release(true);
      await admin.close();
      throw new Problem("demo_running", dataDir);
    }
    await sleep(LOCK_POLL_MS);
  }
  return {
    async recreate() {
      await recreate(admin);
      return url;
    },
    async release() {
      holder.release(true);
      await admin.close();
    },
  };
}

/** In the server's own database, so that `REDFLAG_DATA_DIR=<the demo's> redflag why …` finds it. */
async function recreate(admin: Database): Promise<void> {
  await admin.pool.query("drop schema if exists bullmq cascade; drop schema public cascade; create schema public");
}
