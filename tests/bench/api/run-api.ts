import { seedEvents } from "../../../services/api/src/testing/seed-events.ts";
import type { ApiRow } from "./api-summary.ts";
import { type ApiBenchOptions, takeTurns } from "./take-turns.ts";

const EVENTS = 10_000;
/** As many different ones are asked for, so that what is measured is not one row. */
const PATHS = 1_000;

/** One event by its id. */
export function runApi(options: ApiBenchOptions): Promise<ApiRow[]> {
  return takeTurns(async (db, subscriberId) => {
    const ids = await seedEvents(db, subscriberId, EVENTS);
    const requests = ids.slice(0, PATHS).map((id) => ({ path: `/v1/events/${id}` }));
    return [{ contenders: ["bare", "product"].map((name) => ({ name, requests })) }];
  }, options);
}
