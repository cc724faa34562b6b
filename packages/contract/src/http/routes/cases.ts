import { CASE_BASES, CASE_EVENT_KINDS, CASE_ROLES, CASE_STATUSES } from "@redflag/domain/case";
import { REPORT_STATUSES } from "@redflag/domain/report";
import { z } from "zod";
import { Caip2, Caip10, Hash32 } from "../../identifiers.ts";
import { Id, IdParams, Name, Reason, Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";

/** `C-2026-0001`, as people speak of it. */
export const CaseNumber = z.string().regex(/^C-\d{4}-\d{4,}$/);
/** Who did it: `user:<id>`, `key:<id>` or `cli`, and the name that they had then. */
export const CaseActor = z.strictObject({ id: z.string(), name: z.string() });
/** Alerts that one request names at most. */
const NAMED_ALERTS_MAX = 200;
export const AlertIds = z.array(Hash32).min(1).max(NAMED_ALERTS_MAX);

export const CaseSummary = z.strictObject({
  id: Id,
  number: CaseNumber,
  title: z.string(),
  basis: z.enum(CASE_BASES),
  status: z.enum(CASE_STATUSES),
  openedBy: CaseActor,
  at: Time,
  /** Your part in it; absent for a supervisor who has none. */
  role: z.enum(CASE_ROLES).optional(),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

export const CaseHold = z.strictObject({
  reason: z.string(),
  by: CaseActor,
  at: Time,
  /** Of the copy of the case that was kept then. */
  copySha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export const CaseMember = z.strictObject({ id: z.string(), name: z.string(), role: z.enum(CASE_ROLES), at: Time });

export const CaseDetail = CaseSummary.extend({
  subjects: z.array(Caip10),
  members: z.array(CaseMember),
  alerts: z.int().nonnegative(),
  /** While it stands nothing of the case can be removed. */
  hold: CaseHold.optional(),
  /** Drawn up from it, the newest first; absent for whoever may not read reports. */
  reports: z
    .array(
      z.strictObject({ id: Id, number: z.string(), kind: z.enum(["STR", "SAR"]), status: z.enum(REPORT_STATUSES) }),
    )
    .optional(),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

const common = { tag: "Cases", params: IdParams, about: "case" } as const;

export const listCases = defineRoute({
  id: "listCases",
  method: "GET",
  path: "/v1/cases",
  tag: "Cases",
  summary: "List the cases that you may see",
  description: "Those that you are a member of; a supervisor's are all.",
  access: "cases:read",
  query: PageQuery.extend({
    status: z.enum(CASE_STATUSES).optional(),
    /** `own`: also of a supervisor only those with a part in them. */
    of: z.enum(["own", "all"]).default("all"),
  }),
  answer: { status: 200, body: pageOf(CaseSummary), description: "Newest first" },
  action: "case.list",
});

export const createCase = defineRoute({
  id: "createCase",
  method: "POST",
  path: "/v1/cases",
  tag: "Cases",
  summary: "Open a case",
  description:
    "Of one of three: `subject`, with all alerts that stand about an address on a chain; `cluster`, with an alert and what now " +
    "stands on the same payments; `alerts`, as you name them. What it takes in stays, whatever becomes of groups, and nothing " +
    "joins later by itself: see its offers. A thousand alerts at most, the highest score first. You are its owner.",
  access: "cases:write",
  body: z.strictObject({
    title: Name,
    reason: Reason,
    subject: Caip10.optional(),
    /** An alert of it. */
    cluster: Hash32.optional(),
    alerts: AlertIds.optional(),
  }),
  answer: { status: 201, body: CaseDetail, description: "Opened" },
  problems: ["alert_unknown", "chain_unknown", "address_malformed", "address_checksum"],
  versioned: true,
  idempotent: true,
  action: "case.open",
});

export const getCase = defineRoute({
  ...common,
  id: "getCase",
  method: "GET",
  path: "/v1/cases/{id}",
  summary: "Show a case",
  access: "cases:read",
  answer: { status: 200, body: CaseDetail, description: "The case" },
  problems: ["not_found"],
  versioned: true,
  action: "case.read",
});

export const updateCase = defineRoute({
  ...common,
  id: "updateCase",
  method: "PATCH",
  path: "/v1/cases/{id}",
  summary: "Change a case's title or owner, close it or open it again",
  description:
    "A closed case is read, exported, held and opened again; nothing else is done in it. A hold stands through it.",
  access: "cases:write",
  body: z.strictObject({
    title: Name.optional(),
    status: z.enum(CASE_STATUSES).optional(),
    /** Id of a person; who was it stays as an editor. */
    owner: Id.optional(),
    reason: Reason,
  }),
  answer: { status: 200, body: CaseDetail, description: "Changed" },
  problems: ["not_found", "case_state", "case_member_unfit"],
  versioned: true,
  action: "case.update",
});

export const addCaseMember = defineRoute({
  ...common,
  id: "addCaseMember",
  method: "POST",
  path: "/v1/cases/{id}/members",
  summary: "Let a person into a case, or give them another role in it",
  access: "cases:write",
  body: z.strictObject({ person: Id, role: z.enum(["editor", "reader"]) }),
  answer: { status: 200, body: z.strictObject({ items: z.array(CaseMember) }), description: "The members now" },
  problems: ["not_found", "case_state", "case_member_unfit"],
  action: "case.member_add",
});

export const removeCaseMember = defineRoute({
  ...common,
  id: "removeCaseMember",
  method: "DELETE",
  path: "/v1/cases/{id}/members/{person}",
  summary: "Take a person out of a case",
  access: "cases:write",
  params: IdParams.extend({ person: Id }),
  answer: { status: 204, description: "They see it no more" },
  problems: ["not_found", "case_state"],
  action: "case.member_remove",
});

const hold = { ...common, method: "POST", access: "cases:hold", body: z.strictObject({ reason: Reason }) } as const;

export const holdCase = defineRoute({
  ...hold,
  id: "holdCase",
  path: "/v1/cases/{id}/hold",
  summary: "Put a case under legal hold",
  description:
    "Then nothing of it can be removed, not its alerts and not its attachments, until it is lifted. All of it is copied, for a " +
    "reorg takes payments back from an alert all the same.",
  answer: { status: 200, body: CaseDetail, description: "Held" },
  problems: ["not_found", "case_held"],
  action: "case.hold",
});

export const liftCaseHold = defineRoute({
  ...hold,
  id: "liftCaseHold",
  path: "/v1/cases/{id}/hold/lift",
  summary: "Lift a legal hold",
  description: "Never by who set it, in person or by a key.",
  answer: { status: 200, body: CaseDetail, description: "Lifted" },
  problems: ["not_found", "case_state", "four_eyes_needed"],
  action: "case.lift",
});

export const getHeldCopy = defineRoute({
  ...common,
  id: "getHeldCopy",
  method: "GET",
  path: "/v1/cases/{id}/hold/copy",
  summary: "Download a case as it was when it was last held",
  description: "As the JSON export was then, also after the hold was lifted.",
  access: "cases:read",
  answer: { status: 200, file: ["application/json"], description: "The copy" },
  problems: ["not_found"],
  action: "case.held_copy",
});

/** One thing that happened, or that an alert says happened. */
export const CaseTimelineEntry = z.strictObject({
  at: Time,
  kind: z.enum([...CASE_EVENT_KINDS, "first_evidence", "last_evidence", "alert_reviewed", "watch_payment"]),
  /** Absent of what nobody did. */
  by: CaseActor.optional(),
  alert: Hash32.optional(),
  rule: z.string().optional(),
  chain: Caip2.optional(),
  /** Facts of that kind: a reason, a name, ids. */
  detail: z.record(z.string(), z.unknown()).optional(),
});
export type CaseTimelineEntry = z.infer<typeof CaseTimelineEntry>;

export const listCaseTimeline = defineRoute({
  ...common,
  id: "listCaseTimeline",
  method: "GET",
  path: "/v1/cases/{id}/timeline",
  summary: "List what happened, in one order",
  description:
    "First and last payments of its alerts, what reviews said of them, payments of what the case watches, and all that was done " +
    "in the case.",
  access: "cases:read",
  query: PageQuery,
  answer: { status: 200, body: pageOf(CaseTimelineEntry), description: "Oldest first" },
  problems: ["not_found"],
  action: "case.timeline",
});

export const CaseAccessEntry = z.strictObject({
  at: Time,
  by: CaseActor,
  /** As the audit names it, such as `case.read`. */
  action: z.string(),
  outcome: z.enum(["done", "refused"]),
});
export type CaseAccessEntry = z.infer<typeof CaseAccessEntry>;

export const listCaseAccess = defineRoute({
  ...common,
  id: "listCaseAccess",
  method: "GET",
  path: "/v1/cases/{id}/access",
  summary: "List who looked at a case or tried to, and when",
  description:
    "It is what the audit holds of the case: reads, writes, exports and refusals, with the hashes that prove it there.",
  access: "cases:read",
  query: PageQuery,
  answer: { status: 200, body: pageOf(CaseAccessEntry), description: "Newest first" },
  problems: ["not_found"],
  action: "case.access",
});

export const exportCase = defineRoute({
  ...common,
  id: "exportCase",
  method: "GET",
  path: "/v1/cases/{id}/export",
  summary: "Export a case",
  description:
    "`csv`: one payment of its alerts a row, in which text that a spreadsheet would take for a formula begins with an apostrophe. " +
    "`json`: all of it. `html`: a dossier for people, in one file that prints and fetches nothing. The audit has its SHA-256.",
  access: "cases:read",
  query: z.strictObject({ format: z.enum(["csv", "json", "html"]) }),
  answer: { status: 200, file: ["text/csv", "application/json", "text/html"], description: "The file" },
  problems: ["not_found"],
  action: "case.export",
});
