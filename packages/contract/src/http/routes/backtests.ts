import { z } from "zod";
import { SeverityWord } from "../../alert-words.ts";
import { Figure } from "../../finding-words.ts";
import { BlockNumber, Caip2, Caip10, Hash32, HeuristicId } from "../../identifiers.ts";
import { Id, IdParams, Reason, Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";
import { ChainText } from "./alerts.ts";
import { Parameters, RuleActor } from "./heuristics.ts";
import { ShareEstimate } from "./precision.ts";

/** Alerts of a backtest that are shown of what is added, and of what is removed. */
export const BACKTEST_EXAMPLES_MAX = 20;

const StateOfBacktest = z.enum(["queued", "running", "done", "failed", "cancelled"]);

const Count = z.int().nonnegative();

/** A block; or a whole day (UTC) of block time. */
const End = z.union([BlockNumber, z.iso.date()]);

const row = {
  id: Id,
  heuristic: HeuristicId,
  /** Of the rule. */
  version: z.int().positive(),
  chain: Caip2,
  from: BlockNumber,
  to: BlockNumber,
  /** All of them, as they are tried. */
  parameters: Parameters,
  /** Of these the ones that are not the rule's own. */
  changed: Parameters,
  reason: z.string(),
  by: RuleActor,
  createdAt: Time,
  state: StateOfBacktest,
  /** Blocks folded so far; those before the stretch, which the rule looks back at, are among them. */
  progress: z.strictObject({ done: Count, total: Count }).optional(),
  startedAt: Time.optional(),
  endedAt: Time.optional(),
  /** Why it failed: a code of the catalogue, and the facts. */
  problem: z.strictObject({ code: z.string(), detail: z.string() }).optional(),
  cancelledBy: RuleActor.optional(),
};
const Backtest = z.strictObject(row);
export type Backtest = z.infer<typeof Backtest>;

const BacktestExample = z.strictObject({
  id: Hash32,
  subject: Caip10,
  severity: SeverityWord,
  /** Hundredths of a decade. */
  score: z.int(),
  firstBlock: BlockNumber,
  firstTime: Time,
  /** Findings. */
  findings: z.int().positive(),
  /** Of the newest finding. */
  text: z.string(),
  figures: z.array(Figure),
  /** Of the payments that its findings fired on, each payment once, each token taken as one unit of its currency. */
  sums: z.array(z.strictObject({ currency: z.string(), amount: z.string() })),
});
export type BacktestExample = z.infer<typeof BacktestExample>;

const Withheld = z.strictObject({ history_short: Count.optional(), rate_missing: Count.optional() });

export const BacktestResult = z.strictObject({
  /** That began in the stretch. */
  alerts: z.strictObject({ before: Count, after: Count }),
  added: Count,
  removed: Count,
  /** Those that stay; `changed`: with other findings, severity or score. */
  kept: z.strictObject({ identical: Count, changed: Count }),
  /** UTC days of block time on which an alert began, ascending. */
  days: z.array(z.strictObject({ day: z.iso.date(), added: Count, removed: Count, kept: Count })),
  examples: z.strictObject({
    added: z.array(BacktestExample).max(BACKTEST_EXAMPLES_MAX),
    removed: z.array(BacktestExample).max(BACKTEST_EXAMPLES_MAX),
  }),
  /** What people said of stored alerts, with 95 % intervals; null where there is nothing to say. Of what is added nobody has. */
  reviewed: z.strictObject({
    truePositivesKept: ShareEstimate.nullable(),
    precisionBefore: ShareEstimate.nullable(),
    precisionAfter: ShareEstimate.nullable(),
  }),
  /** Of the stored alerts those that the rule as it was gives byte for byte; where fewer, a rebuild comes first. */
  stored: z.strictObject({ alerts: Count, identical: Count }),
  /** Where the fold began. */
  foldedFrom: BlockNumber,
  /** Folded. */
  transfers: Count,
  /** How often it could not be judged, by cause. */
  withheld: z.strictObject({ before: Withheld, after: Withheld }),
  /** Transfers on which the rule failed. */
  gaps: z.strictObject({ before: Count, after: Count }),
});
export type BacktestResult = z.infer<typeof BacktestResult>;

const BacktestDetail = z.strictObject({ ...row, result: BacktestResult.optional() });
export type BacktestDetail = z.infer<typeof BacktestDetail>;

export const createBacktest = defineRoute({
  id: "createBacktest",
  method: "POST",
  path: "/v1/backtests",
  tag: "Heuristics",
  summary: "Have a rule judge a stretch of the past with other parameters, and compare",
  description:
    "It waits until a screening process takes it; nothing is written but its result. Each block is judged with the lists and " +
    "rates of its time. A person has five at most that wait or run.",
  access: "heuristics:write",
  body: z.strictObject({
    heuristic: HeuristicId,
    chain: ChainText,
    /** The first that is kept unless given. */
    from: End.optional(),
    /** The last that was judged unless given. */
    to: End.optional(),
    /** Those that differ from what is enforced now. */
    parameters: Parameters.default({}),
    reason: Reason,
  }),
  answer: { status: 201, body: Backtest, description: "It waits" },
  problems: [
    "heuristic_unknown",
    "chain_unknown",
    "range_invalid",
    "history_dropped",
    "lane_missing",
    "lane_stopped",
    "backtest_refused",
    "backtest_impossible",
    "backtests_full",
  ],
  idempotent: true,
  action: "backtest.create",
});

export const listBacktests = defineRoute({
  id: "listBacktests",
  method: "GET",
  path: "/v1/backtests",
  tag: "Heuristics",
  summary: "List backtests",
  access: "heuristics:read",
  query: PageQuery.extend({ heuristic: HeuristicId.optional(), state: StateOfBacktest.optional() }),
  answer: { status: 200, body: pageOf(Backtest), description: "Newest first" },
  action: "backtest.list",
});

export const getBacktest = defineRoute({
  id: "getBacktest",
  method: "GET",
  path: "/v1/backtests/{id}",
  tag: "Heuristics",
  summary: "Show a backtest: how far it is, or what it found",
  access: "heuristics:read",
  params: IdParams,
  answer: { status: 200, body: BacktestDetail, description: "The backtest" },
  problems: ["not_found"],
  action: "backtest.read",
});

export const cancelBacktest = defineRoute({
  id: "cancelBacktest",
  method: "POST",
  path: "/v1/backtests/{id}/cancel",
  tag: "Heuristics",
  summary: "Cancel a backtest that waits or runs",
  description: "One that has ended stays as it is.",
  access: "heuristics:write",
  params: IdParams,
  answer: { status: 200, body: Backtest, description: "As it stands" },
  problems: ["not_found"],
  action: "backtest.cancel",
});
