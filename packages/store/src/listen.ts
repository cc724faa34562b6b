import pg from "pg";
import type { Database } from "./database.ts";

/** Stops listening and ends the connection. */
type StopListening = () => Promise<void>;

/**
 * Hears notices of a channel on a connection beside the pool, until it is stopped or the connection is lost. A notice only says
 * that it is worth looking, and one may be lost: whoever listens looks now and then all the same.
 */
export async function listenFor(
  db: Database,
  channel: string,
  { onNotice, onLost }: { onNotice: () => void; onLost: () => void },
): Promise<StopListening> {
  const client = new pg.Client(db.pool.options);
  let isOver = false;
  const end = async () => {
    isOver = true;
    await client.end();
  };
  const lose = () => {
    if (isOver) return;
    isOver = true;
    onLost();
  };
  client.on("notification", onNotice).on("error", lose).on("end", lose);
  try {
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}
