import type { Routes } from "@redflag/contract/http/routes";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { FeedPlace } from "@redflag/store/feed";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import { type CallersFeed, feedOf } from "../feed-of.ts";
import type { Call, Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { toldEvent } from "../told-event.ts";

/** Events that one page of some types looks through [E]: the next page goes on from there. */
const LOOKED_THROUGH_MAX = 5_000;

/** The events that a caller may see: an exchange those released to it, staff all, by the same places everywhere. */
export function eventHandlers(): Pick<Handlers, "listEvents" | "getEvent" | "streamEvents"> {
  return {
    async listEvents(call) {
      const { query } = call;
      const feed = feedOf(call.caller);
      await call.readOwn(feed.settle);
      const afterPosition = await positionOf(call, feed);
      const places = { item: toldEvent, after: ({ position }: FeedPlace) => [position] };
      if (query.types === undefined) {
        const rows = await call.read((db) => feed.listAfter(db, afterPosition, query.limit + 1));
        return { body: pageOfRows("listEvents", query, rows, places) };
      }
      const part = { types: query.types, upToPosition: afterPosition + LOOKED_THROUGH_MAX };
      const { rows, isPassed } = await call.read(async (db) => {
        // First: of places that are given only now none is passed over.
        const end = await feed.findEnd(db);
        const isPassed = end !== undefined && end.position > part.upToPosition;
        return { rows: await feed.listAfter(db, afterPosition, query.limit + 1, part), isPassed };
      });
      const body = pageOfRows("listEvents", query, rows, places);
      if (body.next !== undefined || !isPassed) return { body };
      return { body: { ...body, next: encodeCursor("listEvents", query, [part.upToPosition]) } };
    },

    async getEvent(call) {
      const { id } = call.params;
      const event = await call.readOne(feedOf(call.caller).event(id as Hash));
      call.tell({ subject: `event:${id}` });
      if (event === undefined) throw new Problem("not_found", "no such event was released to you");
      return { body: toldEvent(event) };
    },

    async streamEvents(call) {
      const feed = feedOf(call.caller);
      const after = call.lastEventId ?? call.query.after;
      call.tell({ detail: { after: after ?? "now" } });
      await call.readOwn(feed.settle);
      if (after === "start") return { streamFrom: { position: 0, id: after } };
      const place =
        after === undefined ? await call.read((db) => feed.findEnd(db)) : await call.readOne(feed.event(after as Hash));
      if (place !== undefined) return { streamFrom: { position: place.position, id: place.eventId } };
      if (after !== undefined) throw new Problem("cursor_foreign", "no event of this id was told to you");
      return { streamFrom: { position: 0, id: "start" } };
    },
  };
}

/** Behind which place the list begins: within it the cursor says so. */
async function positionOf({ query, readOne }: Call<Routes["listEvents"]>, feed: CallersFeed): Promise<number> {
  const { cursor, after } = query;
  if (cursor !== undefined) return Number(decodeCursor("listEvents", query, cursor, ["number"])[0]);
  if (after === undefined || after === "start") return 0;
  const place = await readOne(feed.event(after as Hash));
  if (place === undefined) throw new Problem("cursor_foreign", "no event of this id was told to you");
  return place.position;
}
