import { randomUUID } from "node:crypto";
import { Time } from "@redflag/contract/http/fields";
import type { WatchAlert } from "@redflag/contract/http/routes/watches";
import { Hash32 } from "@redflag/contract/identifiers";
import { formatCaip10, parseAddress } from "@redflag/domain/address";
import type { Hash } from "@redflag/domain/hex";
import type { StandingWatchAlert } from "@redflag/domain/private-watch";
import { Problem } from "@redflag/domain/problem";
import { endWatch, insertWatch, listWatches } from "@redflag/store/private-watch";
import { listWatchAlerts, listWatchReaches } from "@redflag/store/watch-alert-read";
import { z } from "zod";
import { callerName } from "../caller.ts";
import { decodeCursor } from "../cursor.ts";
import type { Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { chainOf } from "../stored-chain.ts";
import { timeAndIdOf } from "../time-and-id.ts";
import { watchBody } from "../watch-body.ts";

/** The audit is read by others: it learns that somebody watches, and why, but never which address. */
export function watchHandlers(): Pick<Handlers, "listWatches" | "createWatch" | "endWatch" | "listWatchAlerts"> {
  return {
    async listWatches(call) {
      const { limit, cursor } = call.query;
      const before = cursor === undefined ? undefined : timeAndIdOf(decodeCursor("listWatches", call.query, cursor));
      const owner = callerName(call.caller);
      const { rows, reaches } = await call.read(async (db) => {
        const rows = await listWatches(db, owner, { limit: limit + 1, ...(before && { before }) });
        return { rows, reaches: await listWatchReaches(db, rows) };
      });
      return {
        body: pageOfRows("listWatches", call.query, rows, {
          item: (watch) => watchBody(watch, reaches.get(watch.id)),
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

    async listWatchAlerts(call) {
      const { limit, cursor, watch: watchId, state } = call.query;
      const before = cursor === undefined ? undefined : placeOf(decodeCursor("listWatchAlerts", call.query, cursor));
      const owner = callerName(call.caller);
      const filter = { ...(watchId && { watchId }), ...(state && { state }) };
      const page = { limit: limit + 1, ...(before && { before }) };
      const rows = await call.read((db) => listWatchAlerts(db, owner, filter, page));
      return {
        body: pageOfRows("listWatchAlerts", call.query, rows, {
          item: alertBody,
          after: ({ id, block }) => [new Date(block.time * 1000).toISOString(), id],
        }),
      };
    },
  };
}

const Place = z.tuple([Time, Hash32]);

/** Anybody can make a cursor up: what the database could not read never reaches it. */
function placeOf(after: readonly (string | number)[]): { time: Date; id: Hash } {
  const place = Place.safeParse(after);
  if (!place.success) throw new Problem("cursor_foreign", "it holds no place in this list");
  const [time, id] = place.data;
  return { time: new Date(time), id: id as Hash };
}

function alertBody({ chainId, block, transfer, ...alert }: StandingWatchAlert & { chainId: number }): WatchAlert {
  const chain = chainOf(chainId);
  return {
    id: alert.id,
    watch: alert.watchId,
    state: alert.state,
    chain: chain.caip2,
    transaction: transfer.txHash,
    block: block.number,
    at: new Date(block.time * 1000).toISOString(),
    logIndex: transfer.logIndex,
    token: formatCaip10(chain, transfer.token),
    sender: formatCaip10(chain, transfer.sender),
    recipient: formatCaip10(chain, transfer.recipient),
    amount: transfer.amount.toString(),
    text: alert.text,
  };
}
