import { DISPOSITIONS } from "@redflag/domain/disposition";
import { REPORT_ACTIONS, REPORT_EVENT_KINDS, REPORT_OUTCOMES, REPORT_STATUSES } from "@redflag/domain/report";
import { z } from "zod";
import { SeverityWord, StateWord } from "../../alert-words.ts";
import { BlockNumber, Caip2, Caip10, Hash32, HeuristicId } from "../../identifiers.ts";
import { ReportChoices, ReportKind, ReportProfileId } from "../../report-choices.ts";
import { ReportProblem } from "../../report-problem.ts";
import { anyOf } from "../any-of.ts";
import { Id, IdParams, Name, Reason, Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";
import { AlertIds, CaseActor, CaseNumber } from "./cases.ts";

/** `R-2026-0001`, as the report itself carries it. */
export const ReportNumber = z.string().regex(/^R-\d{4}-\d{4,}$/);
/** In hex, as `sha256sum` prints it. */
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const ReportStatus = z.enum(REPORT_STATUSES);

const Code = z.strictObject({
  /** Absent where the FIU gives it only to those it has registered: the profile's file has to be completed first. */
  code: z.string().optional(),
  title: z.string(),
});

export const ReportProfileBody = z.strictObject({
  id: ReportProfileId,
  /** ISO 3166-1 alpha-2. */
  country: z.string(),
  title: z.string(),
  fiu: z.string(),
  /** Of the file. */
  sha256: Sha256,
  currency: z.string(),
  sources: z.array(z.strictObject({ id: z.string(), title: z.string(), url: z.string().optional(), date: z.string() })),
  reportCodes: z.strictObject({ STR: Code, SAR: Code }),
  indicators: z.array(Code),
  /** A code that is not among them is refused; otherwise it is only said. */
  hasAllIndicators: z.boolean(),
  addressTypes: z.array(Code),
  /** Absent where the profile cannot say how a client is written. */
  client: z.strictObject({ accountStatuses: z.array(Code), identificationTypes: z.array(Code) }).optional(),
  requires: z.strictObject({
    reporter: z.enum(["person", "person_or_code"]),
    location: z.boolean(),
    words: z.boolean(),
    action: z.boolean(),
    /** Names of persons without what is no letter of the Latin alphabet. */
    plainNames: z.boolean(),
  }),
});
export type ReportProfileBody = z.infer<typeof ReportProfileBody>;

export const listReportProfiles = defineRoute({
  id: "listReportProfiles",
  method: "GET",
  path: "/v1/report-profiles",
  tag: "Reports",
  summary: "List the report profiles",
  description: "One for each country whose FIU can be reported to: its codes and what it wants, as its file says.",
  access: "reports:read",
  answer: { status: 200, body: z.strictObject({ items: z.array(ReportProfileBody) }), description: "By id" },
  action: "report_profile.list",
});

export const ReportSummary = z.strictObject({
  id: Id,
  number: ReportNumber,
  kind: ReportKind,
  profile: ReportProfileId,
  status: ReportStatus,
  /** The case that it was drawn up from. */
  case: z.strictObject({ id: Id, number: CaseNumber }).optional(),
  alertCount: z.int().nonnegative(),
  draftedBy: CaseActor,
  at: Time,
  filedAt: Time.optional(),
  /** What the FIU calls it. */
  fiuReference: z.string().optional(),
  /** The last one counts. */
  answer: z.enum(REPORT_OUTCOMES).optional(),
});
export type ReportSummary = z.infer<typeof ReportSummary>;

const ReportAlert = z.strictObject({
  id: Hash32,
  chain: Caip2,
  rule: HeuristicId,
  subject: Caip10,
  severity: SeverityWord,
  state: StateWord,
  /** Of its evidence now. */
  revision: Hash32,
  /** Of the evidence that the report tells of; absent of a draft. */
  reportedRevision: Hash32.optional(),
  /** It has other evidence by now than the report tells of. */
  changed: z.boolean(),
});
export type ReportAlert = z.infer<typeof ReportAlert>;

const ReportAnswer = z.strictObject({
  seq: z.int().positive(),
  outcome: z.enum(REPORT_OUTCOMES),
  reasons: z.string(),
  disposition: z.enum(DISPOSITIONS).optional(),
  answeredOn: z.iso.date(),
  by: CaseActor,
  at: Time,
});
export type ReportAnswer = z.infer<typeof ReportAnswer>;

const ReportEvent = z.strictObject({
  seq: z.int().positive(),
  kind: z.enum(REPORT_EVENT_KINDS),
  by: CaseActor,
  at: Time,
  /** Facts of that kind: a reason, a hash, an outcome. */
  detail: z.record(z.string(), z.unknown()),
});
export type ReportEvent = z.infer<typeof ReportEvent>;

export const ReportDetail = ReportSummary.extend({
  /** Personal: who reports, and clients. */
  choices: ReportChoices,
  alerts: z.array(ReportAlert),
  /** Of one that is ready or filed: exactly what is filed. */
  ready: z
    .strictObject({
      by: CaseActor,
      at: Time,
      xmlSha256: Sha256,
      xmlBytes: z.int().positive(),
      /** Of the profile's file that it was written by. */
      profileSha256: Sha256,
      /** By you, in person or by a key: somebody else confirms it. */
      own: z.boolean(),
    })
    .optional(),
  filed: z.strictObject({ by: CaseActor, at: Time }).optional(),
  /** In order. */
  answers: z.array(ReportAnswer),
  /** In order. */
  history: z.array(ReportEvent),
  /** What the caller may do with it now. */
  allowed: z.array(z.enum(REPORT_ACTIONS)),
});
export type ReportDetail = z.infer<typeof ReportDetail>;

const common = { tag: "Reports", params: IdParams } as const;

export const listReports = defineRoute({
  id: "listReports",
  method: "GET",
  path: "/v1/reports",
  tag: "Reports",
  summary: "List reports",
  description: "One that was drawn up from a case is there for those alone who may see the case.",
  access: "reports:read",
  query: PageQuery.extend({
    number: ReportNumber.optional(),
    status: anyOf(REPORT_STATUSES).optional(),
    /** An alert that they are about. */
    alert: Hash32.optional(),
    /** A case that they were drawn up from. */
    case: Id.optional(),
  }),
  answer: { status: 200, body: pageOf(ReportSummary), description: "Newest first" },
  action: "report.list",
});

export const createReport = defineRoute({
  id: "createReport",
  method: "POST",
  path: "/v1/reports",
  tag: "Reports",
  summary: "Draw up a report",
  description:
    "From alerts; or from a case that you may write in, with all of its alerts that stand or with those of it that are named. It " +
    "is a draft until it is made ready. What has to be chosen is chosen by people: nothing of it is filled in.",
  access: "reports:write",
  body: z.strictObject({
    profile: ReportProfileId,
    case: Id.optional(),
    alerts: AlertIds.optional(),
    choices: ReportChoices,
  }),
  answer: { status: 201, body: ReportDetail, description: "A draft" },
  problems: ["report_profile_unknown", "alert_unknown", "not_found", "case_state"],
  versioned: true,
  idempotent: true,
  readAgain: true,
  action: "report.draft",
});

export const getReport = defineRoute({
  ...common,
  id: "getReport",
  method: "GET",
  path: "/v1/reports/{id}",
  summary: "Show a report, its answers and what was done with it",
  access: "reports:read",
  answer: { status: 200, body: ReportDetail, description: "The report" },
  problems: ["not_found"],
  versioned: true,
  action: "report.read",
});

export const updateReport = defineRoute({
  ...common,
  id: "updateReport",
  method: "PATCH",
  path: "/v1/reports/{id}",
  summary: "Change a draft",
  description: "What is given replaces what was chosen before. A report that is ready is opened again first.",
  access: "reports:write",
  body: z.strictObject({
    profile: ReportProfileId.optional(),
    alerts: AlertIds.optional(),
    choices: ReportChoices.optional(),
  }),
  answer: { status: 200, body: ReportDetail, description: "Changed" },
  problems: ["not_found", "report_state", "report_profile_unknown", "alert_unknown"],
  versioned: true,
  action: "report.update",
});

const Party = z.strictObject({
  account: Caip10,
  service: z
    .strictObject({ name: z.string(), jurisdictions: z.array(z.string()), basis: z.enum(["listed", "inferred"]) })
    .optional(),
  /** A person has said that it is a client's. */
  client: z.boolean(),
});

/** A payment as the report would name it. */
const ReportTransaction = z.strictObject({
  alerts: z.array(Hash32),
  chain: Caip2,
  block: BlockNumber,
  at: Time,
  transaction: Hash32,
  logIndex: z.int().nonnegative(),
  /** With the token: exact. */
  amount: z.string(),
  /** In the report's currency at block time; absent where no rate is known, which preflight says. */
  worth: z.string().optional(),
  sender: Party,
  recipient: Party,
});
export type ReportTransaction = z.infer<typeof ReportTransaction>;

const Suggestion = z.strictObject({
  code: z.string(),
  title: z.string(),
  /** For what of the report. */
  rules: z.array(HeuristicId),
  notes: z.array(z.string()),
});

export const ReportPreflight = z.strictObject({
  number: ReportNumber,
  /** When it was looked at; what is ready was written then. */
  at: Time,
  /** Nothing blocks it. */
  complete: z.boolean(),
  problems: z.array(ReportProblem),
  narrative: z.string(),
  currency: z.string(),
  transactions: z.array(ReportTransaction),
  /** What may fit what was found. Suggested, never taken. */
  suggestions: z.array(Suggestion),
  /** Rules for which the national list has nothing that fits. */
  rulesWithout: z.array(HeuristicId),
  /** Of each rate list the version that amounts were converted with. */
  rates: z.record(z.string(), z.int().positive()),
});
export type ReportPreflight = z.infer<typeof ReportPreflight>;

export const preflightReport = defineRoute({
  ...common,
  id: "preflightReport",
  method: "GET",
  path: "/v1/reports/{id}/preflight",
  summary: "Say all that is in the way of a report, and how it would read",
  description:
    "Of the alerts and rates as they are now. A report that is ready or filed stays what was written then: see `xml`, and `changed` " +
    "of its alerts.",
  access: "reports:read",
  answer: { status: 200, body: ReportPreflight, description: "Problems in words, the narrative and the transactions" },
  problems: ["not_found", "report_profile_unknown"],
  action: "report.preflight",
});

export const getReportXml = defineRoute({
  ...common,
  id: "getReportXml",
  method: "GET",
  path: "/v1/reports/{id}/xml",
  summary: "Download a report as goAML XML",
  description:
    "Of one that is ready or filed exactly the bytes that are kept; of a draft as it would be now, unless something blocks it. The " +
    "audit has the SHA-256.",
  access: "reports:read",
  answer: { status: 200, file: ["application/xml"], description: "The file" },
  problems: ["not_found", "report_incomplete", "report_profile_unknown", "report_state"],
  action: "report.export",
});

const change = { ...common, method: "POST", versioned: true, changes: true } as const;

export const readyReport = defineRoute({
  ...change,
  id: "readyReport",
  path: "/v1/reports/{id}/ready",
  summary: "Make a report ready to be filed",
  description:
    "Its XML is written and kept: exactly that is filed. Refused while a problem of the preflight blocks it. Somebody else then " +
    "files it with the FIU, or has it filed, and says so.",
  access: "reports:write",
  body: z.strictObject({}),
  answer: { status: 200, body: ReportDetail, description: "Ready" },
  problems: ["not_found", "report_state", "report_incomplete", "report_profile_unknown"],
  action: "report.ready",
});

export const reopenReport = defineRoute({
  ...change,
  id: "reopenReport",
  path: "/v1/reports/{id}/reopen",
  summary: "Make a ready report a draft again",
  description: "What was written is dropped; its hash stays in the history.",
  access: "reports:write",
  body: z.strictObject({ reason: Reason }),
  answer: { status: 200, body: ReportDetail, description: "A draft" },
  problems: ["not_found", "report_state"],
  action: "report.reopen",
});

export const fileReport = defineRoute({
  ...common,
  id: "fileReport",
  method: "POST",
  path: "/v1/reports/{id}/file",
  summary: "Confirm that a report was filed with the FIU",
  description:
    "Never by who made it ready, in person or by a key. `xmlSha256` is of the file that was filed: what is confirmed is what was " +
    "seen. From then on it stays as it is, and its alerts are annotated and never withdrawn. Redflag sends nothing to an FIU.",
  access: "reports:confirm",
  body: z.strictObject({ xmlSha256: Sha256, fiuReference: Name.optional() }),
  answer: { status: 200, body: ReportDetail, description: "Filed" },
  problems: ["not_found", "report_state", "report_xml_differs", "four_eyes_needed"],
  versioned: true,
  action: "report.file",
});

export const discardReport = defineRoute({
  ...change,
  id: "discardReport",
  path: "/v1/reports/{id}/discard",
  summary: "Give up a report that was not filed",
  description: "It stays to be read, with its number and its history.",
  access: "reports:write",
  body: z.strictObject({ reason: Reason }),
  answer: { status: 200, body: ReportDetail, description: "Discarded" },
  problems: ["not_found", "report_state"],
  action: "report.discard",
});

export const answerReport = defineRoute({
  ...common,
  id: "answerReport",
  method: "POST",
  path: "/v1/reports/{id}/answer",
  summary: "Record what the FIU answered to a filed report",
  description:
    "Each answer stays, and the last one counts. With a disposition each alert of the report is closed with it, as far as the " +
    "report tells of it; without one no alert is touched.",
  access: "reports:write",
  body: z.strictObject({
    outcome: z.enum(REPORT_OUTCOMES),
    /** The FIU's, or what there is to say of it. */
    reasons: Reason,
    /** The day that the answer bears. */
    answeredOn: z.iso.date(),
    fiuReference: Name.optional(),
    /** What the alerts were found to be by it. */
    disposition: z.enum(DISPOSITIONS).optional(),
  }),
  answer: { status: 200, body: ReportDetail, description: "Recorded" },
  problems: ["not_found", "report_state"],
  versioned: true,
  idempotent: true,
  readAgain: true,
  action: "report.answer",
});
