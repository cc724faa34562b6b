import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** A process's claim on the server: while anybody holds one, nobody stops it. Its session dies with the process. */
export interface Hold {
  /** Gives the claim up; the last one out runs `stop` while nobody else can come in. */
  release(stop: () => Promise<void>): Promise<void>;
}

/** Any pair of integers that nothing else in the database locks. */
const LOCK = "1382376012, 1";
const RETRY_MS = 500;

/**
 * Undefined when the server is starting, stopping or not there: look again.
 * @throws DatabaseError when it refuses the password
 */
export async function takeHold(url: string): Promise<Hold | undefined> {
  let client = await tryConnect(url, takeBack);
  if (client === undefined) return undefined;
  if (!(await ask(client, `pg_try_advisory_lock_shared(${LOCK})`))) {
    // Somebody holds it alone: the last one out is about to stop the server.
    await client.end().catch(() => undefined);
    return undefined;
  }
  let isReleased = false;

  /** A crashed backend makes the server drop every session and go on: without this, everybody's claim would be gone. */
  async function takeBack(lost: pg.Client): Promise<void> {
    if (lost !== client) return;
    client = undefined;
    while (!isReleased && client === undefined) {
      await sleep(RETRY_MS, undefined, { ref: false });
      const found = await tryConnect(url, takeBack).catch(() => undefined);
      if (found === undefined) continue;
      if (!isReleased && (await ask(found, `pg_try_advisory_lock_shared(${LOCK})`))) client = found;
      else await found.end().catch(() => undefined);
    }
  }

  return {
    async release(stop) {
      isReleased = true;
      const last = client ?? (await tryConnect(url, () => undefined));
      if (last === undefined) return;
      // First out, then try: of two that leave together, whoever tries last is alone.
      await ask(last, `pg_advisory_unlock_shared(${LOCK})`);
      if (await ask(last, `pg_try_advisory_lock(${LOCK})`)) await stop();
      client = undefined;
      await last.end().catch(() => undefined);
    },
  };
}

async function tryConnect(url: string, onLost: (client: pg.Client) => unknown): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: "redflag hold", keepAlive: true });
  // An unheard "error" event would end the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const isRefusedForGood = error instanceof pg.DatabaseError && error.code?.startsWith("28") === true;
    if (isRefusedForGood) throw error;
    return undefined;
  }
  client.on("end", () => onLost(client));
  return client;
}

/** False, too, when the session is gone: whatever it held is free then. */
async function ask(client: pg.Client, call: string): Promise<boolean> {
  try {
    const { rows } = await client.query<{ answer: boolean }>(`select ${call} as answer`);
    return rows[0]?.answer === true;
  } catch {
    return false;
  }
}
