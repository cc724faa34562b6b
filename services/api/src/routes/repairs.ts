import { randomUUID } from "node:crypto";
import { Problem } from "@redflag/domain/problem";
import { cancelRepair, findRepair, insertRepair, listRepairs, type StoredRepair } from "@redflag/store/repair";
import { chainOfText } from "../chain-of-text.ts";
import { findAskedSpan } from "../coverage-span.ts";
import { decodeCursor } from "../cursor.ts";
import type { Handlers } from "../handler.ts";
import { checkMendable } from "../mendable-chain.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { repairBody } from "../repair-body.ts";
import { chainOf } from "../stored-chain.ts";
import { timeAndIdOf } from "../time-and-id.ts";

type RepairRoutes = "createRepair" | "listRepairs" | "getRepair" | "cancelRepair";

/** What is to be mended is a row, which an ingest process picks up: this one speaks to no chain. */
export function repairHandlers(): Pick<Handlers, RepairRoutes> {
  return {
    async createRepair(call) {
      const { from, to, reason } = call.body;
      const chain = chainOfText(call.params.chain);
      const id = randomUUID();
      call.tell({ subject: `chain:${chain.caip2}`, detail: { repair: id, from, to, reason } });
      return call.write(async (tx) => {
        await checkMendable(tx, chain, { from, to });
        await findAskedSpan(tx, chain, { from, to });
        const made = await insertRepair(tx, { id, chainId: chain.id, from, to, reason, askedBy: call.caller.name });
        if (made === undefined) throw new Problem("repair_under_way", `${chain.name}, blocks ${from} to ${to}`);
        return { body: repairBody(made) };
      });
    },

    async listRepairs(call) {
      const { query } = call;
      const { limit, cursor } = query;
      const chain = query.chain === undefined ? undefined : chainOfText(query.chain);
      const before = cursor === undefined ? undefined : timeAndIdOf(decodeCursor("listRepairs", query, cursor));
      const page = { limit: limit + 1, ...(chain && { chainId: chain.id }), ...(before && { before }) };
      const rows = await call.read((db) => listRepairs(db, page));
      return {
        body: pageOfRows("listRepairs", query, rows, {
          item: repairBody,
          after: ({ askedAt, id }) => [askedAt.toISOString(), id],
        }),
      };
    },

    async getRepair(call) {
      const { id } = call.params;
      return { body: repairBody(getRepair(id, await call.read((db) => findRepair(db, id)))) };
    },

    async cancelRepair(call) {
      const { id } = call.params;
      return call.write(async (tx) => {
        const repair = getRepair(id, await cancelRepair(tx, id));
        const { caip2 } = chainOf(repair.chainId);
        call.tell({ subject: `chain:${caip2}`, detail: { repair: id, reason: call.body.reason } });
        return { body: repairBody(repair) };
      });
    },
  };
}

function getRepair(id: string, found: StoredRepair | undefined): StoredRepair {
  if (found === undefined) throw new Problem("not_found", `no repair ${id}`);
  return found;
}
