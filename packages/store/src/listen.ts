import type { Database } from "./database.ts";

/** Stops listening and gives the connection back. */
type StopListening = () => void;

/**
 * Hears notices of a channel on a connection of its own, until it is stopped or the connection is lost. A notice only says
 * that it is worth looking, and one may be lost: whoever listens looks now and then all the same.
 */
export async function listenFor(
  db: Database,
  channel: string,
  { onNotice, onLost }: { onNotice: () => void; onLost: () => void },
): Promise<StopListening> {
  const client = await db.pool.connect();
  let isOver = false;
  const stop = () => {
    if (isOver) return;
    isOver = true;
    client.off("notification", onNotice).off("error", lose).off("end", lose);
    // Ended and not handed on: it would hear for whoever has it next.
    client.release(true);
  };
  const lose = () => {
    stop();
    onLost();
  };
  client.on("notification", onNotice).on("error", lose).on("end", lose);
  try {
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
  } catch (error) {
    stop();
    throw error;
  }
  return stop;
}
