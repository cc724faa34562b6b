import { randomUUID } from "node:crypto";
import type { Watch } from "@redflag/contract/http/routes/watches";
import { formatAddress, parseAddress } from "@redflag/domain/address";
import { Problem } from "@redflag/domain/problem";
import { endWatch, insertWatch, listWatches, type PrivateWatch } from "@redflag/store/private-watch";
import { callerName } from "../caller.ts";
import { decodeCursor } from "../cursor.ts";
import type { Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { timeAndIdOf } from "../time-and-id.ts";

/** The audit is read by others: it learns that somebody watches, and why, but never which address. */
export function watchHandlers(): Pick<Handlers, "listWatches" | "createWatch" | "endWatch"> {
  return {
    async listWatches(call) {
      const { limit, cursor } = call.query;
      const before = cursor === undefined ? undefined : timeAndIdOf(decodeCursor("listWatches", call.query, cursor));
      const owner = callerName(call.caller);
      const rows = await call.read((db) => listWatches(db, owner, { limit: limit + 1, ...(before && { before }) }));
      return {
        body: pageOfRows("listWatches", call.query, rows, {
          item: watchBody,
          after: ({ createdAt, id }) => [createdAt.toISOString(), id],
        }),
      };
    },

    async createWatch(call) {
      const { address: text, reason } = call.body;
      const parsed = parseAddress(text);
      const id = randomUUID();
      call.tell({ subject: `watch:${id}`, detail: { reason } });
      return call.write(async (tx) => ({
        body: watchBody(await insertWatch(tx, { id, owner: callerName(call.caller), reason, ...parsed })),
      }));
    },

    async endWatch(call) {
      const { id } = call.params;
      call.tell({ subject: `watch:${id}` });
      return call.write(async (tx) => {
        const ended = await endWatch(tx, callerName(call.caller), id);
        if (ended === undefined) throw new Problem("not_found", `you watch nothing under ${id}`);
        return {};
      });
    },
  };
}

function watchBody({ id, address, family, reason, createdAt, endedAt }: PrivateWatch): Watch {
  return {
    id,
    address: formatAddress(address, family),
    reason,
    at: createdAt.toISOString(),
    ...(endedAt !== undefined && { endedAt: endedAt.toISOString() }),
  };
}
