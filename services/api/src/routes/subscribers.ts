import { randomUUID } from "node:crypto";
import { insertSubscriber, listSubscribers } from "@redflag/store/subscriber";
import { decodeCursor } from "../cursor.ts";
import type { Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { subscriberBody } from "../subscriber-body.ts";

export function subscriberHandlers(): Pick<Handlers, "listSubscribers" | "createSubscriber"> {
  return {
    async listSubscribers(call) {
      const { query } = call;
      const [afterName] =
        query.cursor === undefined ? [] : decodeCursor("listSubscribers", query, query.cursor, ["string"]);
      const rows = await call.read((db) =>
        listSubscribers(db, {
          ...(afterName !== undefined && { afterName: String(afterName) }),
          limit: query.limit + 1,
        }),
      );
      return {
        body: pageOfRows("listSubscribers", query, rows, { item: subscriberBody, after: ({ name }) => [name] }),
      };
    },

    createSubscriber(call) {
      return call.write(async (tx) => {
        const id = randomUUID();
        call.tell({ subject: `subscriber:${id}`, detail: { name: call.body.name } });
        return { body: subscriberBody(await insertSubscriber(tx, { id, name: call.body.name })) };
      });
    },
  };
}
