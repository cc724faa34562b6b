import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

export const DELIVERY_STATES = ["waiting", "delivered", "dead"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** That an event goes to a subscription, and how far that has come. */
export interface LoggedDelivery {
  eventId: Hash;
  /** Absent where the event is no longer kept. */
  type?: string;
  position: number;
  state: DeliveryState;
  /** It waits until what came before about the same subject is settled. */
  isHeld: boolean;
  attemptCount: number;
  createdAt: Date;
  /** Of one that waits. */
  nextAt?: Date;
  settledAt?: Date;
  lastAttempt?: AttemptHead;
}

interface AttemptHead {
  number: number;
  beganAt: Date;
  latencyMs: number;
  outcome: "delivered" | "gone" | "failed";
  failure?: string;
  detail?: string;
  status?: number;
}

/** What was sent and what came back, as whoever sent it wrote it down. */
export interface LoggedAttempt extends AttemptHead {
  request: unknown;
  response?: unknown;
}

interface DeliveryRow {
  event_id: Buffer;
  type: string | null;
  position: number;
  state: string;
  is_held: boolean;
  attempt_count: number;
  created_at: Date;
  next_at: Date;
  settled_at: Date | null;
  number: number | null;
}

interface AttemptRow {
  number: number;
  began_at: Date;
  latency_ms: number;
  outcome: string;
  failure: string | null;
  detail: string | null;
  status: number | null;
}

const SHOWN = sql`
  delivery.event_id, told.payload ->> 'type' as type, delivery.position, delivery.state, is_held, attempt_count,
  delivery.created_at, next_at, settled_at,
  last.number, last.began_at, last.latency_ms, last.outcome, last.failure, last.detail, last.status`;

const BESIDES = sql`
  join subscription on subscription.id = delivery.subscription_id
  left join released_event as told
    on told.subscriber_id = subscription.subscriber_id and told.event_id = delivery.event_id
  left join lateral (
    select * from delivery_attempt as attempt
    where attempt.subscription_id = delivery.subscription_id and attempt.event_id = delivery.event_id
    order by number desc limit 1
  ) as last on true`;

/** Newest event first. */
export async function listDeliveries(
  db: Executor,
  subscriptionId: string,
  { limit, before, state, since }: { limit: number; before?: number; state?: DeliveryState; since?: Date },
): Promise<LoggedDelivery[]> {
  const { rows } = await sql<DeliveryRow & AttemptRow>`
    select ${SHOWN} from delivery ${BESIDES}
    where delivery.subscription_id = ${subscriptionId}::uuid
      ${before === undefined ? sql`` : sql`and delivery.position < ${before}`}
      ${state === undefined ? sql`` : sql`and delivery.state = ${state}`}
      ${since === undefined ? sql`` : sql`and delivery.created_at >= ${since}`}
    order by delivery.position desc limit ${limit}`.execute(db);
  return rows.map(deliveryOf);
}

export async function findDelivery(
  db: Executor,
  subscriptionId: string,
  eventId: Hash,
): Promise<LoggedDelivery | undefined> {
  const { rows } = await sql<DeliveryRow & AttemptRow>`
    select ${SHOWN} from delivery ${BESIDES}
    where delivery.subscription_id = ${subscriptionId}::uuid and delivery.event_id = ${bytesOf(eventId)}`.execute(db);
  return rows[0] && deliveryOf(rows[0]);
}

/** The newest first. */
export async function listAttempts(
  db: Executor,
  subscriptionId: string,
  eventId: Hash,
  limit: number,
): Promise<LoggedAttempt[]> {
  const rows = await db
    .selectFrom("delivery_attempt")
    .selectAll()
    .where("subscription_id", "=", subscriptionId)
    .where("event_id", "=", bytesOf(eventId))
    .orderBy("number", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...headOf(row),
    request: row.request,
    ...(row.response !== null && { response: row.response }),
  }));
}

function deliveryOf(row: DeliveryRow & AttemptRow): LoggedDelivery {
  return {
    eventId: hexOf(row.event_id),
    ...(row.type !== null && { type: row.type }),
    position: row.position,
    // The table's check holds it to these words.
    state: row.state as DeliveryState,
    isHeld: row.is_held,
    attemptCount: row.attempt_count,
    createdAt: row.created_at,
    ...(row.state === "waiting" && { nextAt: row.next_at }),
    ...(row.settled_at !== null && { settledAt: row.settled_at }),
    ...(row.number !== null && { lastAttempt: headOf(row) }),
  };
}

function headOf(row: AttemptRow): AttemptHead {
  return {
    number: row.number,
    beganAt: row.began_at,
    latencyMs: row.latency_ms,
    outcome: row.outcome as AttemptHead["outcome"],
    ...(row.failure !== null && { failure: row.failure }),
    ...(row.detail !== null && { detail: row.detail }),
    ...(row.status !== null && { status: row.status }),
  };
}
