import { REPLAYED_MAX, SHOWN_ATTEMPTS_MAX } from "@redflag/contract/http/routes/deliveries";
import { webhookBody } from "@redflag/contract/webhook-body";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { Executor } from "@redflag/store/database";
import { findDelivery, type LoggedDelivery, listAttempts, listDeliveries } from "@redflag/store/delivery-log";
import { countReplay, replayDeliveries } from "@redflag/store/delivery-replay";
import { findReleasedEvent } from "@redflag/store/released-event";
import { noticeTold } from "@redflag/store/told-notice";
import { decodeCursor } from "../cursor.ts";
import { attemptBody, deliveryBody } from "../delivery-body.ts";
import type { Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { getSubscription } from "../whose-webhooks.ts";

type DeliveryRoutes = "listDeliveries" | "getDelivery" | "replayDelivery" | "countReplay" | "replayDeliveries";

/** What became of each event that a webhook is sent, and sending it again. */
export function deliveryHandlers(): Pick<Handlers, DeliveryRoutes> {
  return {
    async listDeliveries(call) {
      const { id } = call.params;
      const { limit, cursor, state, since } = call.query;
      const [before] = cursor === undefined ? [] : decodeCursor("listDeliveries", call.query, cursor, ["number"]);
      call.tell({ subject: `subscription:${id}` });
      const rows = await call.read(async (db) => {
        await getSubscription(db, call.caller, id);
        return listDeliveries(db, id, {
          limit: limit + 1,
          ...(before !== undefined && { before: Number(before) }),
          ...(state && { state }),
          ...(since && { since: new Date(since) }),
        });
      });
      return {
        body: pageOfRows("listDeliveries", call.query, rows, {
          item: deliveryBody,
          after: ({ position }) => [position],
        }),
      };
    },

    async getDelivery(call) {
      const { id, event } = call.params;
      call.tell({ subject: `subscription:${id}`, detail: { event } });
      return call.read(async (db) => {
        const { subscriberId } = await getSubscription(db, call.caller, id);
        const delivery = await getDelivery(db, id, event as Hash);
        const attempts = await listAttempts(db, id, event as Hash, SHOWN_ATTEMPTS_MAX);
        const told = await findReleasedEvent(db, subscriberId, event as Hash);
        return {
          body: {
            delivery: deliveryBody(delivery),
            ...(told !== undefined && { body: webhookBody({ ...told, payload: told.payload as { type: string } }) }),
            attempts: attempts.map(attemptBody),
          },
        };
      });
    },

    async replayDelivery(call) {
      const { id, event } = call.params;
      call.tell({ subject: `subscription:${id}`, detail: { event } });
      return call.write(async (tx) => {
        await getSubscription(tx, call.caller, id);
        await replayDeliveries(tx, id, { eventId: event as Hash, states: ["dead", "delivered"] }, 1);
        await noticeTold(tx);
        return { body: deliveryBody(await getDelivery(tx, id, event as Hash)) };
      });
    },

    async countReplay(call) {
      const { id } = call.params;
      const { since, until, states = ["dead"] } = call.query;
      call.tell({ subject: `subscription:${id}` });
      const range = { ...(since && { since: new Date(since) }), ...(until && { until: new Date(until) }), states };
      const count = await call.read(async (db) => {
        await getSubscription(db, call.caller, id);
        return countReplay(db, id, range, REPLAYED_MAX + 1);
      });
      return { body: { count: Math.min(count, REPLAYED_MAX), more: count > REPLAYED_MAX } };
    },

    async replayDeliveries(call) {
      const { id } = call.params;
      const { since, until, fromPosition, toPosition, states } = call.body;
      call.tell({ subject: `subscription:${id}`, detail: call.body });
      return call.write(async (tx) => {
        await getSubscription(tx, call.caller, id);
        const range = {
          ...(since && { since: new Date(since) }),
          ...(until && { until: new Date(until) }),
          ...(fromPosition && { fromPosition }),
          ...(toPosition && { toPosition }),
          states,
        };
        const replayed = await replayDeliveries(tx, id, range, REPLAYED_MAX);
        call.tell({ detail: { replayed } });
        await noticeTold(tx);
        return { body: { replayed, more: replayed === REPLAYED_MAX } };
      });
    },
  };
}

/** @throws Problem `not_found` */
async function getDelivery(db: Executor, subscriptionId: string, eventId: Hash): Promise<LoggedDelivery> {
  const delivery = await findDelivery(db, subscriptionId, eventId);
  if (delivery === undefined) throw new Problem("not_found", "this event does not go to this subscription");
  return delivery;
}
