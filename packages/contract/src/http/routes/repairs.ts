import { z } from "zod";
import { BlockNumber, Caip2 } from "../../identifiers.ts";
import { Id, IdParams, Reason, Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";
import { ChainText } from "./alerts.ts";

/** Mending what coverage calls incomplete: asked for here, done by whichever ingest process picks it up. */

const Count = z.int().nonnegative();
const Step = z.enum(["read", "search", "prove", "ask", "check"]);

const Repair = z.strictObject({
  id: Id,
  chain: Caip2,
  from: BlockNumber,
  to: BlockNumber,
  reason: z.string(),
  /** A person's name, or a key's. */
  askedBy: z.string(),
  askedAt: Time,
  /**
   * `waiting`: no ingest process has begun, or the one that had is gone. `done`: nothing failed. `partial`: some of it could
   * not be mended now. `stopped`: something final was wrong, and the lane stands still. `failed`: an error ended it.
   */
  state: z.enum(["waiting", "running", "done", "partial", "stopped", "failed", "cancelled"]),
  begunAt: Time.optional(),
  finishedAt: Time.optional(),
  /** Of one that runs: what it does, and for how many blocks it has. */
  progress: z.strictObject({ step: Step, blocks: Count }).optional(),
  /** Of one that has ended by itself: blocks that each step was carried out for, and what failed, the first of it. */
  report: z
    .strictObject({
      blocks: z.record(Step, Count),
      failureCount: Count,
      failures: z.array(z.strictObject({ step: Step, from: BlockNumber, to: BlockNumber, reason: z.string() })),
    })
    .optional(),
  /** Of one that was stopped or failed: why. */
  problem: z.string().optional(),
});
export type Repair = z.infer<typeof Repair>;

export const createRepair = defineRoute({
  id: "createRepair",
  method: "POST",
  path: "/v1/chains/{chain}/repairs",
  tag: "Operations",
  summary: "Have a range read, searched, proven and checked again where that is wanting",
  description:
    "As `redflag coverage --repair` does. Done twice it changes nothing; what was mended is screened again by the lane. Poll its " +
    "state: an ingest process that follows the chain picks it up within seconds.",
  access: "operations:write",
  params: z.strictObject({ chain: ChainText }),
  body: z.strictObject({ from: BlockNumber, to: BlockNumber, reason: Reason }),
  answer: { status: 201, body: Repair, description: "It waits for an ingest process" },
  problems: ["chain_unknown", "lane_missing", "lane_stopped", "range_invalid", "history_dropped", "repair_under_way"],
  idempotent: true,
  action: "repair.create",
});

export const listRepairs = defineRoute({
  id: "listRepairs",
  method: "GET",
  path: "/v1/repairs",
  tag: "Operations",
  summary: "List repairs of coverage",
  access: "operations:read",
  query: PageQuery.extend({ chain: ChainText.optional() }),
  answer: { status: 200, body: pageOf(Repair), description: "Newest first" },
  problems: ["chain_unknown", "cursor_foreign"],
  action: "repair.list",
});

export const getRepair = defineRoute({
  id: "getRepair",
  method: "GET",
  path: "/v1/repairs/{id}",
  tag: "Operations",
  summary: "Show how a repair goes",
  access: "operations:read",
  params: IdParams,
  answer: { status: 200, body: Repair, description: "The repair" },
  problems: ["not_found"],
  action: "repair.read",
});

export const cancelRepair = defineRoute({
  id: "cancelRepair",
  method: "POST",
  path: "/v1/repairs/{id}/cancel",
  tag: "Operations",
  summary: "Take a repair back that has not ended",
  description: "What it has mended stays. Of one that has ended, nothing changes.",
  access: "operations:write",
  params: IdParams,
  body: z.strictObject({ reason: Reason }),
  answer: { status: 200, body: Repair, description: "The repair as it stands" },
  problems: ["not_found"],
  idempotent: true,
  action: "repair.cancel",
});
