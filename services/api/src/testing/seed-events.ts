import { randomBytes } from "node:crypto";
import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { Database } from "@redflag/store/database";

const HASH = `0x${"ab".repeat(32)}`;

/** The smallest there is. */
export const PAYLOAD = AlertEventPayload.parse({
  type: "alert.created",
  alert: HASH,
  chain: "eip155:1",
  heuristic: "watchlist-hit",
  version: 1,
  subject: "eip155:1:0x00000000000000000000000000000000000000aa",
  severity: "HIGH",
  exposure: "DIRECT",
  score: 100,
  state: "provisional",
  revision: HASH,
  stateSeq: 0,
  transfers: [
    {
      transaction: HASH,
      block: 1,
      logIndex: 0,
      ordinal: 0,
      token: "eip155:1:0x00000000000000000000000000000000000000bb",
      sender: "eip155:1:0x00000000000000000000000000000000000000cc",
      recipient: "eip155:1:0x00000000000000000000000000000000000000aa",
      amount: "1250500000",
      change: "added",
    },
  ],
  moreTransfers: 0,
});

/** @returns the ids, in the order in which they are read */
export async function seedEvents(db: Database, subscriberId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomBytes(32));
  await db.pool.query(
    `insert into released_event (subscriber_id, position, event_id, payload)
     select $1, ordinality, id, $3 from unnest($2::bytea[]) with ordinality as given (id, ordinality)`,
    [subscriberId, ids, JSON.stringify(PAYLOAD)],
  );
  return ids.map((id) => `0x${id.toString("hex")}`);
}
