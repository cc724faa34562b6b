import { z } from "zod";
import { BlockNumber, Caip2 } from "../../identifiers.ts";
import { Id, IdParams, Reason, Time } from "../fields.ts";
import { defineRoute } from "../route.ts";
import { ChainText } from "./alerts.ts";

export const BACKFILLS_MAX = 100;

const Backfill = z.strictObject({
  id: Id,
  chain: Caip2,
  from: BlockNumber,
  to: BlockNumber,
  /** Absent where it was asked for on the command line. */
  reason: z.string().optional(),
  askedBy: z.string().optional(),
  askedAt: Time,
  state: z.enum(["running", "done", "cancelled"]),
  finishedAt: Time.optional(),
  /** Of its blocks, how many the ledger still lacks. Of one that runs, what is stored may still wait to be checked. */
  missingBlocks: z.int().nonnegative(),
  /** Some of it lies before the lane's start: it is stored, and screened once `redflag backfill` goes over it. */
  beforeLane: z.boolean(),
});
export type Backfill = z.infer<typeof Backfill>;

export const listBackfills = defineRoute({
  id: "listBackfills",
  method: "GET",
  path: "/v1/backfills",
  tag: "Operations",
  summary: "List the stretches of the past that were asked for, and how far they are",
  description: `Those that run, and of the others the newest: ${BACKFILLS_MAX} at most.`,
  access: "operations:read",
  answer: { status: 200, body: z.strictObject({ items: z.array(Backfill) }), description: "Newest first" },
  action: "backfill.list",
});

export const createBackfill = defineRoute({
  id: "createBackfill",
  method: "POST",
  path: "/v1/backfills",
  tag: "Operations",
  summary: "Have a stretch of the past read into the ledger",
  description:
    "Every ingest process that follows the chain works on it, beside the head. The chain must be watched, and the stretch final " +
    "on it. A stretch that was asked for before is asked for again.",
  access: "operations:write",
  body: z.strictObject({ chain: ChainText, from: BlockNumber, to: BlockNumber, reason: Reason }),
  answer: { status: 201, body: Backfill, description: "It is under way" },
  problems: ["chain_unknown", "lane_missing", "lane_stopped", "range_invalid", "history_dropped"],
  idempotent: true,
  action: "backfill.create",
});

export const cancelBackfill = defineRoute({
  id: "cancelBackfill",
  method: "POST",
  path: "/v1/backfills/{id}/cancel",
  tag: "Operations",
  summary: "Ask for a stretch of the past no longer",
  description:
    "What was read stays, and so does what overlaps with another one. A `redflag backfill` that runs in a terminal goes on there. " +
    "Of one that has ended, nothing changes.",
  access: "operations:write",
  params: IdParams,
  body: z.strictObject({ reason: Reason }),
  answer: { status: 200, body: Backfill, description: "The backfill as it stands" },
  problems: ["not_found"],
  idempotent: true,
  action: "backfill.cancel",
});
