import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { decodeCursor } from "../cursor.ts";
import { feedOf } from "../feed-of.ts";
import type { Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { toldEvent } from "../told-event.ts";

/** The events that a caller may see: an exchange those released to it, staff all, by the same places everywhere. */
export function eventHandlers(): Pick<Handlers, "listEvents" | "getEvent" | "streamEvents"> {
  return {
    async listEvents(call) {
      const { caller, query } = call;
      const [afterPosition] =
        query.cursor === undefined ? [0] : decodeCursor("listEvents", query, query.cursor, ["number"]);
      const feed = feedOf(caller);
      await call.readOwn(feed.settle);
      const rows = await call.read((db) => feed.listAfter(db, Number(afterPosition), query.limit + 1));
      return {
        body: pageOfRows("listEvents", query, rows, { item: toldEvent, after: ({ position }) => [position] }),
      };
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
