import type { EventPayload } from "@redflag/contract/event-payload";
import type { ReleasedEvent } from "@redflag/contract/http/routes/subscribers";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { FeedEvent } from "@redflag/store/feed";
import { listReleasedEvents, releasedEvent } from "@redflag/store/released-event";
import type { Caller } from "../caller.ts";
import { decodeCursor } from "../cursor.ts";
import type { Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";

export function eventHandlers(): Pick<Handlers, "listEvents" | "getEvent"> {
  return {
    async listEvents(call) {
      const { caller, query } = call;
      const subscriberId = subscriberOf(caller);
      const [afterPosition] =
        query.cursor === undefined ? [0] : decodeCursor("listEvents", query, query.cursor, ["number"]);
      const rows = await call.read((db) =>
        listReleasedEvents(db, { subscriberId, afterPosition: Number(afterPosition), limit: query.limit + 1 }),
      );
      return {
        body: pageOfRows("listEvents", query, rows, { item: answerOf, after: ({ position }) => [position] }),
      };
    },

    async getEvent(call) {
      const { id } = call.params;
      const event = await call.readOne(releasedEvent(subscriberOf(call.caller), id as Hash));
      call.tell({ subject: `event:${id}` });
      if (event === undefined) throw new Problem("not_found", "no such event was released to you");
      return { body: answerOf(event) };
    },
  };
}

/** Only the role exchange has the permission, and whoever has that role belongs to a subscriber. */
function subscriberOf({ subscriberId }: Caller): string {
  if (subscriberId === undefined) throw new Problem("forbidden", "events are released to subscribers");
  return subscriberId;
}

function answerOf({ eventId, releasedAt, payload }: FeedEvent): ReleasedEvent {
  // It was parsed before it was released, and rows of that table are never changed.
  return { id: eventId, releasedAt: releasedAt.toISOString(), payload: payload as EventPayload };
}
