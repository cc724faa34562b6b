import { randomUUID } from "node:crypto";
import type { Subscriber } from "@redflag/contract/http/routes/subscribers";
import { Problem } from "@redflag/domain/problem";
import { insertSubscriber, listSubscribers, type Subscriber as StoredSubscriber } from "@redflag/store/subscriber";
import { decodeCursor } from "../cursor.ts";
import type { Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";

export function subscriberHandlers(): Pick<Handlers, "listSubscribers" | "createSubscriber"> {
  return {
    async listSubscribers(call) {
      const { query } = call;
      const [afterName] =
        query.cursor === undefined ? [] : decodeCursor("listSubscribers", query, query.cursor, ["string"]);
      const rows = await call.read((db) =>
        listSubscribers(db, {
          afterName: afterName === undefined ? undefined : String(afterName),
          limit: query.limit + 1,
        }),
      );
      return { body: pageOfRows("listSubscribers", query, rows, { item: answerOf, after: ({ name }) => [name] }) };
    },

    createSubscriber(call) {
      return call.write(async (tx) => {
        const id = randomUUID();
        call.tell({ subject: `subscriber:${id}`, detail: { name: call.body.name } });
        const created = await insertSubscriber(tx, { id, name: call.body.name, createdAt: call.now });
        if (created === undefined) throw new Problem("subscriber_exists", "the name is taken");
        return { body: answerOf(created) };
      });
    },
  };
}

function answerOf({ id, name, createdAt }: StoredSubscriber): Subscriber {
  return { id, name, createdAt: createdAt.toISOString() };
}
