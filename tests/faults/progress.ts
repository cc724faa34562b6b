import { demo } from "@redflag/domain/chains/demo";
import type { FaultWorld } from "./fault-world.ts";

/** What was under way at one moment. */
export interface InFlight {
  /** Transactions that workers had begun and not ended. */
  transactions: number;
  /** Blocks of the chain that were not screened yet. */
  blocks: number;
  /** Events that were not delivered yet. */
  events: number;
}

/** How far what is committed has come; the sum of all only grows while work is done. */
export interface Progress {
  head: number;
  screened: number;
  delivered: number;
  /**
   * Behind the chain by no more than the block that has just come, and no event waits for longer than a moment. What could not be
   * delivered waits for its schedule, as it should.
   */
  isCaughtUp: boolean;
}

const MOMENT = "2 seconds";

export async function readInFlight(world: FaultWorld): Promise<InFlight> {
  const [{ head, screened }, { rows }] = await Promise.all([
    readProgress(world),
    world.db.pool.query<{ transactions: number; events: number }>(
      `select (select count(*)::int from pg_stat_activity where application_name like 'redflag %' and datname = current_database()
           and (state = 'idle in transaction' or (state = 'active' and backend_xid is not null))) as transactions,
         (select count(*)::int from told_pending)
           + (select count(*)::int from released_event left join delivery using (event_id)
              where delivery.state is distinct from 'delivered') as events`,
    ),
  ]);
  return { transactions: rows[0]?.transactions ?? 0, blocks: head - screened, events: rows[0]?.events ?? 0 };
}

export async function readProgress(world: FaultWorld): Promise<Progress> {
  const { number: head } = await world.chain.net.getHead();
  const { rows } = await world.db.pool.query<{ screened: number; delivered: number; waits: boolean }>(
    `select head_position as screened,
       (select count(*)::int from delivery where state = 'delivered') as delivered,
       exists (select from released_event left join delivery using (event_id)
         where delivery.state is distinct from 'delivered'
           and coalesce(delivery.next_at, released_at) < now() - interval '${MOMENT}') as waits
     from lane where chain_id = $1`,
    [demo.id],
  );
  const { screened = 0, delivered = 0, waits = true } = rows[0] ?? {};
  return { head, screened, delivered, isCaughtUp: screened >= head - 1 && !waits };
}
