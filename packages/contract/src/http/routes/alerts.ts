import { REVIEW_STATES, type ReviewState } from "@redflag/domain/alert-review";
import { ALERT_SORTS } from "@redflag/domain/alert-sort";
import { DISPOSITIONS } from "@redflag/domain/disposition";
import { LISTED_CATEGORIES, SEVERITIES, type Severity } from "@redflag/domain/entry";
import { z } from "zod";
import { AlertExplanation } from "../../alert-explanation.ts";
import { ExposureWord, SeverityWord, StateWord } from "../../alert-words.ts";
import { FindingReason } from "../../finding-words.ts";
import { ACCOUNT_CHARS_MAX, BlockNumber, Caip2, Caip10, Hash32, HeuristicId } from "../../identifiers.ts";
import { HeldExposures } from "../../why-line.ts";
import { anyOf } from "../any-of.ts";
import { Id, Name, Time } from "../fields.ts";
import { ListId } from "../list-entry.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";

/** A chain's name, or its CAIP-2 id. */
export const ChainText = z.string().regex(/^[a-z][-a-z0-9]{0,39}(?::[-_a-zA-Z0-9]{1,32})?$/);

const HEURISTICS_ASKED_MAX = 20;

export const AlertQuery = PageQuery.extend({
  /**
   * `rank`: the strongest first; `severity`: the worst first, of these the newest; `amount`: the most US dollars first, those
   * without that figure last: all three of alerts that stand, without withdrawn ones. `newest`: by the last payment;
   * `created`; `due` and `oldest`: by the time for them, and by `createdAt`, closed ones left out. Unless told, by rank; where only
   * withdrawn ones are asked for, the newest first.
   */
  sort: z.enum(ALERT_SORTS).optional(),
  /** By rank, alerts on the same payments have one row, unless this is `true`. */
  flat: z.enum(["true", "false"]).default("false"),
  chain: ChainText.optional(),
  severity: anyOf(SEVERITIES).optional(),
  exposure: anyOf(["DIRECT", "INDIRECT", "BEHAVIORAL"]).optional(),
  heuristic: z
    .string()
    .max(HEURISTICS_ASKED_MAX * 65)
    .regex(/^[a-z][a-z0-9-]*(?:,[a-z][a-z0-9-]*)*$/)
    .transform((text) => text.split(","))
    .optional(),
  state: anyOf(["provisional", "final", "withdrawn"]).optional(),
  /** Of what waits, in whatever review, withdrawn alerts are no part, unless `state` names them. */
  review: anyOf(REVIEW_STATES).optional(),
  /** A person's id, `me` or `none`. */
  assignee: z
    .string()
    .regex(/^(?:me|none|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
    .optional(),
  disposition: anyOf(DISPOSITIONS).optional(),
  /** The address that they are about, in any form. */
  subject: z.string().min(1).max(ACCOUNT_CHARS_MAX).optional(),
  /** A payment of the transaction is one of theirs. */
  transaction: Hash32.optional(),
  /** The finding that opened them rests on an entry of this list, on this entry. */
  list: ListId.optional(),
  entry: Hash32.optional(),
  /** Block time of the last payment: from ≤ time < to. */
  from: Time.optional(),
  to: Time.optional(),
  dueBefore: Time.optional(),
  /** Not closed, and the time for it has passed. */
  overdue: z.literal("true").optional(),
  /** Closed, and since then there is evidence that nobody has looked at. */
  followUp: z.literal("true").optional(),
  /**
   * An address in any form, a transaction's hash or an alert's id, each whole or its beginning; or the beginning of a rule's
   * id.
   */
  q: z.string().min(2).max(ACCOUNT_CHARS_MAX).optional(),
});
export type AlertQuery = z.infer<typeof AlertQuery>;

/** Who has it, until when, and what it was found to be. */
const Review = z.strictObject({
  state: z.enum(REVIEW_STATES),
  assignee: z.strictObject({ id: Id, name: Name }).optional(),
  disposition: z.enum(DISPOSITIONS).optional(),
  dueAt: Time,
  snoozedUntil: Time.optional(),
  /** Of a closed alert: since when it has evidence that nobody has looked at. */
  followUpSince: Time.optional(),
});

export const WHAT_CHARS_MAX = 400;

/** Whole units, at most six digits behind the point. */
const Money = z.string().regex(/^\d{1,78}(?:\.\d{1,6})?$/);

/** The money of the payments that its findings fired on, each payment once; nothing of a withdrawn alert. */
const Worth = z.strictObject({
  /** By the currency that the tokens are meant to be worth, each taken as one unit of it; ISO 4217, in its order. */
  sums: z.array(z.strictObject({ currency: z.string().regex(/^[A-Z]{3}$/), amount: Money })),
  /**
   * All of them in US dollars: tokens of the dollar one to one, others at the recorded rate of the payment's day or of the five
   * days before, as it was known when the alert was written. Absent where one payment had no rate: it is never guessed.
   */
  usd: Money.optional(),
});

const row = {
  id: Hash32,
  chain: Caip2,
  subject: Caip10,
  heuristic: HeuristicId,
  version: z.int().positive(),
  severity: SeverityWord,
  exposure: ExposureWord,
  /** Hundredths of a decade. */
  score: z.int(),
  state: StateWord,
  /** The newest finding in one sentence; of a withdrawn alert why it is withdrawn. With "…" where it was cut. */
  what: z.string().max(WHAT_CHARS_MAX),
  /** Where the subject itself is listed at the newest finding: as what; of several listings by the gravest. */
  listedAs: z.enum(LISTED_CATEGORIES).optional(),
  worth: Worth,
  /** Findings. */
  findings: z.int().nonnegative(),
  /** Of the evidence: an action that names it is refused where there is other evidence by now. */
  revision: Hash32,
  firstBlock: BlockNumber,
  lastBlock: BlockNumber,
  firstTime: Time,
  lastTime: Time,
  createdAt: Time,
  /** Alerts on the same payments; absent of one that is withdrawn or was just raised. */
  group: z
    .strictObject({
      /** Of its earliest alert. */
      id: Hash32,
      size: z.int().positive(),
      /** Of the group, and of the alert alone; hundredths of a decade. */
      rank: z.int(),
      ownRank: z.int(),
    })
    .optional(),
  review: Review,
  /** It stands in a report to an FIU that was filed, first at this time. */
  filedAt: Time.optional(),
};
export const AlertRow = z.strictObject(row);
export type AlertRow = z.infer<typeof AlertRow>;

export const listAlerts = defineRoute({
  id: "listAlerts",
  method: "GET",
  path: "/v1/alerts",
  tag: "Alerts",
  summary: "List, sort and search alerts",
  description:
    "All that is asked must hold. Each page looks at a bounded number of alerts: where little is left by the filters a page may " +
    "be short, or empty, and `next` still leads on. Whoever sorts by `amount` has those last of which `worth` has no `usd`. Without another filter than the chain, groups come in the order of the " +
    "group's rank; with one, in that of their strongest alert that is left.",
  access: "alerts:read",
  query: AlertQuery,
  answer: { status: 200, body: pageOf(AlertRow), description: "A page of them" },
  problems: ["address_malformed", "address_checksum", "chain_unknown"],
  action: "alert.list",
});

export const COUNTED_MAX = 10_000;

/** Nothing is counted any further: with `more` there are more than that. */
const Count = z.strictObject({ count: z.int().min(0).max(COUNTED_MAX), more: z.boolean() });
export type Count = z.infer<typeof Count>;

const AlertCounts = z.strictObject({
  open: Count,
  /** The caller's. */
  mine: Count,
  /** Nobody's. */
  unassigned: Count,
  overdue: Count,
  severity: z.strictObject({ LOW: Count, MEDIUM: Count, HIGH: Count, SEVERE: Count } satisfies Record<
    Severity,
    typeof Count
  >),
  /** Those alone of which there are any. */
  chain: z.array(Count.extend({ chain: Caip2 })),
  heuristic: z.array(Count.extend({ heuristic: HeuristicId })),
  review: z.strictObject({ open: Count, assigned: Count, escalated: Count, snoozed: Count } satisfies Record<
    Exclude<ReviewState, "closed">,
    typeof Count
  >),
});
export type AlertCounts = z.infer<typeof AlertCounts>;

export const getAlertCounts = defineRoute({
  id: "getAlertCounts",
  method: "GET",
  path: "/v1/alerts/counts",
  tag: "Alerts",
  summary: "Count the alerts that wait for somebody",
  description:
    "Of alerts that stand and are not closed: withdrawn ones are not counted. Each number ends at 10,000. A snooze that is " +
    "over counts as what the alert is again.",
  access: "alerts:read",
  answer: { status: 200, body: AlertCounts, description: "How many" },
  action: "alert.count",
});

/** One alert beside another. */
const RelatedAlert = z.strictObject({
  id: Hash32,
  subject: Caip10,
  heuristic: HeuristicId,
  severity: SeverityWord,
  state: StateWord,
  lastTime: Time,
});
export type RelatedAlert = z.infer<typeof RelatedAlert>;

/** What happened to the alert, or was done with it. */
const HistoryItem = z.strictObject({
  at: Time,
  /** `event`: the lane said so; `action`: somebody did so. */
  of: z.enum(["event", "action"]),
  kind: z.string(),
  /** Of an action: `user:<id>`, `key:<id>`, `system` or `policy`, and the name it had then. */
  actor: z.strictObject({ id: z.string(), name: z.string() }).optional(),
  text: z.string().optional(),
});
export type HistoryItem = z.infer<typeof HistoryItem>;

/** What screening has found since of a filed alert, which is never withdrawn. */
const Annotation = z.strictObject({
  /** `not_found_again`: the past does not give it any more. `differs`: it gives it with other evidence. `found_again`: after all. */
  kind: z.enum(["not_found_again", "differs", "found_again"]),
  at: Time,
  /** Alerts that hold payments of it now. */
  succeededBy: z.array(Hash32).optional(),
  /** Its revision then. */
  now: Hash32.optional(),
});
export type Annotation = z.infer<typeof Annotation>;

const Filing = z.strictObject({
  /** Those that you may see. */
  reports: z.array(
    z.strictObject({
      id: Id,
      number: z.string(),
      at: Time,
      /** Of the evidence that it tells of. */
      revision: Hash32,
    }),
  ),
  /** In order; the last one counts. */
  annotations: z.array(Annotation),
});
export type Filing = z.infer<typeof Filing>;

const AlertDetail = z.strictObject({
  ...row,
  /** Present where it was filed. */
  filing: Filing.optional(),
  explanation: AlertExplanation,
  /** Money of listed addresses that the subject holds, as the lane remembers it; absent where it remembers none. */
  exposurePaths: HeldExposures.optional(),
  related: z.strictObject({
    /** On the same payments, the strongest first. */
    group: z.array(RelatedAlert),
    /** About the same subject on the same chain, the newest first. */
    subject: z.array(RelatedAlert),
    /** About those whom its payments name besides, the newest first. */
    counterparties: z.array(RelatedAlert),
  }),
  /** The newest first. */
  history: z.array(HistoryItem),
  /** There is more before that. */
  moreHistory: z.boolean(),
});
export type AlertDetail = z.infer<typeof AlertDetail>;

export const AlertParams = z.strictObject({ id: Hash32 });

export const getAlert = defineRoute({
  id: "getAlert",
  method: "GET",
  path: "/v1/alerts/{id}",
  tag: "Alerts",
  summary: "Take one alert apart",
  description:
    "What is said, by which rule with which parameters, figures against thresholds, what is usual for the subject, payments, " +
    "what is uncertain and what was not established: as `redflag alert show --json`. Beside it what is related and what was " +
    "done. The ETag is that of its review.",
  access: "alerts:read",
  params: AlertParams,
  query: z.strictObject({
    /** ISO 4217: amounts are told in it, too. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
  }),
  answer: { status: 200, body: AlertDetail, description: "The alert" },
  problems: ["not_found"],
  versioned: true,
  action: "alert.read",
});

const EvidencePayment = z.strictObject({
  transaction: Hash32,
  block: BlockNumber,
  blockHash: Hash32,
  time: Time,
  logIndex: z.int().nonnegative(),
  token: Caip10,
  sender: Caip10,
  recipient: Caip10,
  /** Base units of the token. */
  amount: z.string(),
});
export type EvidencePayment = z.infer<typeof EvidencePayment>;

/** One finding of an alert, with its own copies of what it stands on. */
const EvidenceItem = z.strictObject({
  ordinal: z.int().nonnegative(),
  version: z.int().positive(),
  severity: SeverityWord,
  exposure: ExposureWord,
  score: z.int(),
  reasons: z.array(FindingReason),
  /** The payment that the rule fired on. */
  payment: EvidencePayment,
  /** Those besides that its figures count; of another chain where a bridge was crossed. */
  counted: z.array(EvidencePayment),
  final: z.boolean(),
});
export type EvidenceItem = z.infer<typeof EvidenceItem>;

export const listAlertEvidence = defineRoute({
  id: "listAlertEvidence",
  method: "GET",
  path: "/v1/alerts/{id}/evidence",
  tag: "Alerts",
  summary: "List the findings of an alert",
  description: "In the order in which they were found. A withdrawn alert has none left.",
  access: "alerts:read",
  params: AlertParams,
  query: PageQuery,
  answer: { status: 200, body: pageOf(EvidenceItem), description: "A page of them" },
  problems: ["not_found"],
  action: "alert.evidence",
});
