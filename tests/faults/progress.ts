import { demo } from "@redflag/domain/chains/demo";
import type { FaultWorld } from "./fault-world.ts";
import { PUBLISHED_LIST } from "./published-list.ts";

/** What was under way at one moment. */
export interface InFlight {
  /** Transactions that workers had begun and not ended. */
  transactions: number;
  /** Blocks of the chain that were not screened yet. */
  blocks: number;
  /** Events that were not delivered yet. */
  events: number;
  /** Calls of the API that were not answered yet. */
  calls: number;
}

/** How far what is committed has come; the sum of all only grows while work is done. */
export interface Progress {
  head: number;
  screened: number;
  delivered: number;
  answered: number;
  /** Entries of the published list that are held. */
  refreshed: number;
  /**
   * Behind the chain by no more than the block that has just come, and no event and no call waits for longer than a moment. What could
   * not be delivered waits for its schedule, as it should.
   */
  isCaughtUp: boolean;
}

const MOMENT_S = 2;

export async function readInFlight(world: FaultWorld): Promise<InFlight> {
  const [{ head, screened }, { rows }] = await Promise.all([
    readProgress(world),
    world.db.pool.query<{ transactions: number; events: number }>(
      `select (select count(*)::int from pg_stat_activity where application_name like 'redflag%' and datname = current_database()
           and (state = 'idle in transaction' or (state = 'active' and backend_xid is not null))) as transactions,
         (select count(*)::int from told_pending)
           + (select count(*)::int from released_event left join delivery using (event_id)
              where delivery.state is distinct from 'delivered') as events`,
    ),
  ]);
  const [{ transactions = 0, events = 0 } = {}] = rows;
  return { transactions, blocks: head - screened, events, calls: world.callers.waitingCount };
}

export async function readProgress(world: FaultWorld): Promise<Progress> {
  const { number: head } = await world.chain.net.getHead();
  const { rows } = await world.db.pool.query<{
    screened: number;
    delivered: number;
    refreshed: number;
    waits: boolean;
  }>(
    `select head_position as screened,
       (select count(*)::int from delivery where state = 'delivered') as delivered,
       (select count(*)::int from list_entry where list_id = '${PUBLISHED_LIST}') as refreshed,
       exists (select from released_event left join delivery using (event_id)
         where delivery.state is distinct from 'delivered'
           and coalesce(delivery.next_at, released_at) < now() - interval '${MOMENT_S} seconds') as waits
     from lane where chain_id = $1`,
    [demo.id],
  );
  const { screened = 0, delivered = 0, refreshed = 0, waits = true } = rows[0] ?? {};
  const { callers } = world;
  callers.check();
  const hasCallWaited = callers.longestWaitMs > MOMENT_S * 1_000;
  const isCaughtUp = screened >= head - 1 && !waits && !hasCallWaited;
  return { head, screened, delivered, answered: callers.answered.size, refreshed, isCaughtUp };
}
