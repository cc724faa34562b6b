import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { tryAdvisoryLock } from "./advisory-lock.ts";
import { anyBytes } from "./any-of.ts";
import { hexOf } from "./bytes.ts";
import type { Database, Executor } from "./database.ts";
import { insertReleasedEvents } from "./released-event.ts";
import { takeToldEvents } from "./told-alert.ts";
import { inTransaction } from "./transaction.ts";

/** So that a step ends well within the time that the server gives a statement, and another process soon gets its turn. */
const EVENTS_PER_STEP = 200;

/**
 * Gives every subscriber what comes next of what exchanges are told: one transaction, by one process at a time. Killed half-way it
 * has done nothing.
 * @returns whether more may wait
 */
export async function releaseStep(db: Database, countMax = EVENTS_PER_STEP): Promise<boolean> {
  return inTransaction(
    db,
    async (tx) => {
      // Whoever had it has committed: what is read from here on is behind that.
      if (!(await tryAdvisoryLock(tx, "release"))) return false;
      const { taken, events } = await takeToldEvents(tx, countMax);
      const opening = new Set(events.filter((each) => each.eventId === each.openingId).map(({ eventId }) => eventId));
      const earlier = new Set(events.map(({ openingId }) => openingId).filter((id) => !opening.has(id)));
      // In the order of their ids, in which everybody takes their locks.
      for (const [subscriberId, given] of events.length === 0 ? [] : await listGiven(tx, earlier)) {
        // Of an alert that began before its time a subscriber is told nothing.
        const own = events.filter(({ openingId }) => opening.has(openingId) || given.has(openingId));
        await insertReleasedEvents(tx, subscriberId, own);
      }
      return taken === countMax;
    },
    { attemptsMax: 3 },
  );
}

/** Of each subscriber that is no sandbox, by id, which of these events it was given. */
async function listGiven(tx: Executor, eventIds: Iterable<Hash>): Promise<Map<string, Set<Hash>>> {
  const { rows } = await sql<{ id: string; given: Buffer[] }>`
    select id, array(
      select event_id from released_event where subscriber_id = subscriber.id and event_id = ${anyBytes(eventIds)}
    ) as given
    from subscriber where sandbox_of is null order by id`.execute(tx);
  return new Map(rows.map(({ id, given }) => [id, new Set(given.map(hexOf))]));
}
