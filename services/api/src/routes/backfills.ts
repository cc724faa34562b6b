import assert from "node:assert/strict";
import { BACKFILLS_MAX, type Backfill as BackfillBody } from "@redflag/contract/http/routes/backfills";
import { Problem } from "@redflag/domain/problem";
import {
  type AskedBackfill,
  cancelBackfill,
  findAskedBackfill,
  listAskedBackfills,
} from "@redflag/store/asked-backfill";
import { insertBackfill } from "@redflag/store/backfill";
import { listMissingRanges } from "@redflag/store/coverage-read";
import type { Executor } from "@redflag/store/database";
import { findLane } from "@redflag/store/lane";
import { findTip } from "@redflag/store/tip";
import { chainOfText } from "../chain-of-text.ts";
import type { Handlers } from "../handler.ts";
import { checkMendable } from "../mendable-chain.ts";
import { chainOf } from "../stored-chain.ts";

/** Stretches of the past: what is wanted is a row, from which every ingest process derives what is left to do. */
export function backfillHandlers(): Pick<Handlers, "listBackfills" | "createBackfill" | "cancelBackfill"> {
  return {
    async listBackfills(call) {
      const items = await call.read(async (db) => {
        const bodies: BackfillBody[] = [];
        for (const backfill of await listAskedBackfills(db, BACKFILLS_MAX)) bodies.push(await bodyOf(db, backfill));
        return bodies;
      });
      return { body: { items } };
    },

    async createBackfill(call) {
      const { from, to, reason } = call.body;
      const chain = chainOfText(call.body.chain);
      call.tell({ subject: `chain:${chain.caip2}`, detail: { from, to, reason } });
      return call.write(async (tx) => {
        await checkMendable(tx, chain, { from, to });
        const finalized = (await findTip(tx, chain.id))?.finalizedNumber ?? -1;
        if (to > finalized) {
          throw new Problem("range_invalid", `${chain.name} is final up to block ${finalized}, and not to ${to}`);
        }
        await insertBackfill(tx, chain.id, { from, to }, { reason, askedBy: call.caller.name });
        const made = await findAskedBackfill(tx, { chainId: chain.id, from, to });
        assert(made !== undefined, "it was just asked for");
        return { body: await bodyOf(tx, made) };
      });
    },

    async cancelBackfill(call) {
      const { id } = call.params;
      return call.write(async (tx) => {
        const backfill = getBackfill(id, await cancelBackfill(tx, id));
        const { from, to, chainId } = backfill;
        call.tell({ subject: `chain:${chainOf(chainId).caip2}`, detail: { from, to, reason: call.body.reason } });
        return { body: await bodyOf(tx, backfill) };
      });
    },
  };
}

function getBackfill(id: string, found: AskedBackfill | undefined): AskedBackfill {
  if (found === undefined) throw new Problem("not_found", `no backfill ${id}`);
  return found;
}

async function bodyOf(db: Executor, backfill: AskedBackfill): Promise<BackfillBody> {
  const { id, chainId, from, to, reason, askedBy, askedAt, finishedAt, isCancelled } = backfill;
  const missing = await listMissingRanges(db, chainId, from, to);
  const lane = await findLane(db, chainId);
  return {
    ...{ id, chain: chainOf(chainId).caip2, from, to },
    ...(reason !== undefined && { reason }),
    ...(askedBy !== undefined && { askedBy }),
    askedAt: askedAt.toISOString(),
    state: finishedAt === undefined ? "running" : isCancelled ? "cancelled" : "done",
    ...(finishedAt !== undefined && { finishedAt: finishedAt.toISOString() }),
    missingBlocks: missing.reduce((sum, gap) => sum + gap.to - gap.from + 1, 0),
    beforeLane: lane !== undefined && from < lane.startBlock,
  };
}
