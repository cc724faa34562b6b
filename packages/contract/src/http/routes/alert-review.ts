import { REVIEW_ACTIONS, REVIEW_STATES } from "@redflag/domain/alert-review";
import { DISPOSITIONS } from "@redflag/domain/disposition";
import { z } from "zod";
import { Hash32 } from "../../identifiers.ts";
import { Id, IdParams, Reason, Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { ProblemDocument } from "../problem-document.ts";
import { defineRoute } from "../route.ts";

const BATCH_ALERTS_MAX = 500;
const TEXT_CHARS_MAX = 2_000;
const HOURS_MAX = 8_760;

/** Lines of what can be seen. */
const Text = z
  .string()
  .min(1)
  .max(TEXT_CHARS_MAX)
  .regex(/^[\p{L}\p{M}\p{N}\p{P}\p{S} \n]+$/u, "has characters that cannot be seen")
  .regex(/[^ \n]/, "is blank");

const DispositionWord = z.enum(DISPOSITIONS);

/** An action, and what goes with it: each takes its own fields and no other. */
const NewAction = z.strictObject({
  action: z.enum(REVIEW_ACTIONS),
  /** The comment. Why, of escalate, close, confirm, reopen and overrule; a note, where there is one, of the others. */
  text: Text.optional(),
  /** Of assign: the id of a person. */
  assignee: Id.optional(),
  /** Of snooze. */
  until: Time.optional(),
  /** Of close and overrule. */
  disposition: DispositionWord.optional(),
});

export type NewAction = z.infer<typeof NewAction>;

/** Of the evidence that whoever acts has seen: refused where there is other evidence by now. */
const SeenRevision = Hash32.optional();

const KeptReview = z.strictObject({
  state: z.enum(REVIEW_STATES),
  assignee: Id.optional(),
  dueAt: Time,
  snoozedUntil: Time.optional(),
  disposition: DispositionWord.optional(),
  /** The revision of the alert that the disposition is about. */
  closedRevision: Hash32.optional(),
  /** Closed, and since then there is evidence that nobody has looked at. */
  followUpSince: Time.optional(),
});
export type KeptReview = z.infer<typeof KeptReview>;

export const Review = KeptReview.extend({ overdue: z.boolean() });
export type Review = z.infer<typeof Review>;

const AlertAction = z.strictObject({
  seq: z.int().positive(),
  /** Besides what people ask for: `undo`, and `follow_up` and `reopen` by the policy for new evidence. */
  action: z.string(),
  /** `user:<id>`, `key:<id>`, `system` for the command line, or `policy`. */
  by: z.strictObject({ id: z.string(), name: z.string() }),
  at: Time,
  text: z.string().optional(),
  before: KeptReview,
  after: KeptReview,
  /** What the alert stood on then. */
  revision: Hash32,
  evidenceCount: z.int().nonnegative(),
  batch: Id.optional(),
  /** Of an undo: the action that it takes back. */
  undoes: z.int().positive().optional(),
});
export type AlertAction = z.infer<typeof AlertAction>;

const AlertParams = z.strictObject({ id: Hash32 });

/** What has become of one alert of several. */
const Result = z.strictObject({
  alert: Hash32,
  /** Present where it was done: the review now, and the number that goes into If-Match. */
  review: Review.optional(),
  version: z.int().positive().optional(),
  problem: ProblemDocument.pick({ code: true, title: true, detail: true, hint: true }).optional(),
});
export type Result = z.infer<typeof Result>;

const REVIEW_PROBLEMS = [
  "not_found",
  "review_action_refused",
  "snooze_invalid",
  "reviewer_unfit",
  "four_eyes_needed",
] as const;

export const actOnAlert = defineRoute({
  id: "actOnAlert",
  method: "POST",
  path: "/v1/alerts/{id}/actions",
  tag: "Review",
  summary: "Claim, assign, comment, snooze, escalate, close, reopen or overrule an alert",
  description:
    "What the alert's review does not admit is refused with what it does. Assigning, deciding what is escalated or " +
    "somebody else's, and overruling need `alerts:overrule`; nobody overrules what they closed themselves. A comment is " +
    "taken whatever the version.",
  access: "alerts:review",
  params: AlertParams,
  body: NewAction.extend({ revision: SeenRevision }),
  answer: { status: 200, body: Review, description: "The review now" },
  problems: REVIEW_PROBLEMS,
  versioned: true,
  changes: true,
  idempotent: true,
  action: "alert.review",
});

export const listAlertActions = defineRoute({
  id: "listAlertActions",
  method: "GET",
  path: "/v1/alerts/{id}/actions",
  tag: "Review",
  summary: "Show an alert's review, what was done with it, and what the caller may do",
  access: "alerts:review",
  params: AlertParams,
  query: PageQuery,
  answer: {
    status: 200,
    body: pageOf(AlertAction).extend({ review: Review, allowed: z.array(z.enum(REVIEW_ACTIONS)) }),
    description: "Newest first",
  },
  problems: ["not_found"],
  versioned: true,
  action: "alert.actions",
});

export const actOnAlerts = defineRoute({
  id: "actOnAlerts",
  method: "POST",
  path: "/v1/alerts/actions",
  tag: "Review",
  summary: "Do the same with many alerts",
  description: "Each by itself, in the order asked for: one that is refused has a problem in its place.",
  access: "alerts:review",
  body: NewAction.extend({
    /** Each once. With a version, as If-Match has it, only if it is still that. */
    alerts: z
      .array(z.strictObject({ id: Hash32, version: z.int().positive().optional(), revision: SeenRevision }))
      .min(1)
      .max(BATCH_ALERTS_MAX),
  }),
  answer: {
    status: 200,
    body: z.strictObject({
      /** To undo it by; absent where nothing was done. */
      batch: Id.optional(),
      items: z.array(Result),
    }),
    description: "One for each",
  },
  problems: ["reviewer_unfit"],
  idempotent: true,
  action: "alert.review_many",
});

export const undoAlertBatch = defineRoute({
  id: "undoAlertBatch",
  method: "POST",
  path: "/v1/alerts/batches/{id}/undo",
  tag: "Review",
  summary: "Take back what was done with many alerts",
  description:
    "Within a day, and by whoever did it. An alert that somebody has done anything else with since, or that has " +
    "new evidence, stays as it is and has a problem in its place.",
  access: "alerts:review",
  params: IdParams,
  body: z.strictObject({ reason: Reason }),
  answer: { status: 200, body: z.strictObject({ items: z.array(Result) }), description: "One for each" },
  problems: ["not_found"],
  idempotent: true,
  action: "alert.undo",
});

const Hours = z.int().min(1).max(HOURS_MAX);

const Policy = z.strictObject({
  /** Within which somebody should have decided, from when an alert is there or has become as severe. */
  hours: z.strictObject({ SEVERE: Hours, HIGH: Hours, MEDIUM: Hours, LOW: Hours }),
  /** What happens to a closed alert that gets new evidence: it is open again, or stays closed and stands in the queue. */
  newEvidence: z.enum(["reopen", "follow_up"]),
});

const RecordedPolicy = Policy.extend({ author: z.string(), reason: z.string(), at: Time });
export type RecordedPolicy = z.infer<typeof RecordedPolicy>;

export const getReviewPolicy = defineRoute({
  id: "getReviewPolicy",
  method: "GET",
  path: "/v1/review-policy",
  tag: "Review",
  summary: "Show how long reviews may take, and what new evidence does to closed alerts",
  access: "alerts:review",
  answer: { status: 200, body: RecordedPolicy, description: "What holds now" },
  versioned: true,
  action: "review_policy.read",
});

export const setReviewPolicy = defineRoute({
  id: "setReviewPolicy",
  method: "PATCH",
  path: "/v1/review-policy",
  tag: "Review",
  summary: "Change how long reviews may take, or what new evidence does to closed alerts",
  description: "It holds for what comes from now on: due times that stand are not moved.",
  access: "alerts:overrule",
  body: Policy.partial().extend({ reason: Reason }),
  answer: { status: 200, body: RecordedPolicy, description: "What holds now" },
  versioned: true,
  action: "review_policy.set",
});
