import type { Hex } from "@redflag/domain/hex";
import { sql } from "kysely";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { releaseNextOf } from "./delivery.ts";

/** One attempt, as the log keeps it. */
export interface NewDeliveryAttempt {
  beganAt: Date;
  latencyMs: number;
  outcome: "delivered" | "gone" | "failed";
  failure?: string | undefined;
  detail?: string | undefined;
  status?: number | undefined;
  request: object;
  response?: object | undefined;
}

/** What became of a claimed delivery. */
export interface Settlement {
  subscriptionId: string;
  eventId: Hex;
  claimedUntil: Date;
  /** After which it is tried again; undefined when it is not. */
  delayS: number | undefined;
  attempt: NewDeliveryAttempt;
}

/**
 * Writes down what was sent and what came back, and settles each delivery or puts it off. What was delivered is delivered,
 * whoever says so; a claim that has run out, and that another holds now, changes nothing else. Each delivery is given once.
 */
export async function settleDeliveries(tx: Executor, settlements: readonly Settlement[]): Promise<void> {
  const given = settlements.map(({ subscriptionId, eventId, claimedUntil, delayS, attempt }) => ({
    subscription_id: subscriptionId,
    event_id: `\\x${bytesOf(eventId).toString("hex")}`,
    claim: claimedUntil,
    became: attempt.outcome === "delivered" ? "delivered" : delayS === undefined ? "dead" : "waiting",
    delay_s: delayS ?? 0,
    began_at: attempt.beganAt,
    latency_ms: Math.round(attempt.latencyMs),
    outcome: attempt.outcome,
    failure: attempt.failure,
    detail: attempt.detail,
    status: attempt.status,
    request: attempt.request,
    response: attempt.response,
  }));
  const { rows } = await sql<{ subscriptionId: string; subject: string | null }>`
    with given as (
      select * from jsonb_to_recordset(${jsonText(given)}::jsonb) as each_one (
        subscription_id uuid, event_id bytea, claim timestamptz, became text, delay_s double precision, began_at timestamptz,
        latency_ms integer, outcome text, failure text, detail text, status integer, request jsonb, response jsonb
      )
    ),
    locked as (
      select delivery.subscription_id, delivery.event_id
      from delivery join given on given.subscription_id = delivery.subscription_id and given.event_id = delivery.event_id
      order by delivery.subscription_id, delivery.event_id for update of delivery
    ),
    settled as (
      update delivery set
        attempt_count = attempt_count + 1,
        retry_count = retry_count + 1,
        state = case when became = 'delivered' or delivery.state = 'waiting' then became else delivery.state end,
        is_held = false,
        next_at = case when became = 'waiting' and delivery.state = 'waiting' and claimed_until is not distinct from claim
          then now() + make_interval(secs => delay_s) else next_at end,
        claimed_until = case when became <> 'waiting' or claimed_until = claim then null else claimed_until end,
        settled_at = case when became <> 'waiting' then now() else settled_at end
      from given join locked on locked.subscription_id = given.subscription_id and locked.event_id = given.event_id
      where delivery.subscription_id = given.subscription_id and delivery.event_id = given.event_id
      returning delivery.subscription_id, delivery.event_id, attempt_count, delivery.state, subject
    ),
    logged as (
      insert into delivery_attempt (subscription_id, event_id, number, began_at, latency_ms, outcome, failure, detail, status,
        request, response)
      select given.subscription_id, given.event_id, attempt_count, began_at, latency_ms, outcome, failure, detail, status,
        request, response
      from given join settled on settled.subscription_id = given.subscription_id and settled.event_id = given.event_id
    )
    select subscription_id as "subscriptionId", subject from settled where state <> 'waiting'`.execute(tx);
  await releaseNextOf(
    tx,
    rows.flatMap(({ subscriptionId, subject }) => (subject === null ? [] : [{ subscriptionId, subject }])),
  );
}

/** A receiver may send what PostgreSQL takes for no text: a zero, half a character. */
function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === "string" ? member.toWellFormed().replaceAll("\0", "\ufffd") : member,
  );
}
