import { ATTACHMENT_BYTES_MAX, ATTACHMENT_TYPES } from "@redflag/domain/case";
import { SEVERITIES } from "@redflag/domain/entry";
import { z } from "zod";
import { ExposureWord, StateWord } from "../../alert-words.ts";
import { Caip2, Caip10, Hash32 } from "../../identifiers.ts";
import { Id, IdParams, Reason, Time } from "../fields.ts";
import { AddressText } from "../list-entry.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";
import { AlertIds, CaseActor } from "./cases.ts";
import { Watch } from "./watches.ts";

const NOTE_CHARS_MAX = 10_000;
const FILE_NAME_CHARS_MAX = 120;
/** Base64 has 4 characters for 3 bytes. */
const BASE64_CHARS_MAX = Math.ceil(ATTACHMENT_BYTES_MAX / 3) * 4;
const JSON_AROUND_BYTES = 4_096;

const alertFields = {
  id: Hash32,
  chain: Caip2,
  rule: z.string(),
  subject: Caip10,
  severity: z.enum(SEVERITIES),
  exposure: ExposureWord,
  score: z.int(),
  state: StateWord,
  /** Block time of its first and its last payment. */
  from: Time,
  to: Time,
  findings: z.int().nonnegative(),
};

const CaseAlert = z.strictObject({ ...alertFields, addedBy: CaseActor, addedAt: Time });
export type CaseAlert = z.infer<typeof CaseAlert>;

const OfferedAlert = z.strictObject({
  ...alertFields,
  /** It is about a subject of the case, or stands on payments of an alert of it. */
  because: z.enum(["subject", "cluster"]),
});
export type OfferedAlert = z.infer<typeof OfferedAlert>;

const common = { tag: "Cases", params: IdParams, about: "case" } as const;

export const listCaseAlerts = defineRoute({
  ...common,
  id: "listCaseAlerts",
  method: "GET",
  path: "/v1/cases/{id}/alerts",
  summary: "List the alerts of a case",
  access: "cases:read",
  query: PageQuery,
  answer: { status: 200, body: pageOf(CaseAlert), description: "The highest score first" },
  problems: ["not_found"],
  action: "case.alerts",
});

export const listCaseOffers = defineRoute({
  ...common,
  id: "listCaseOffers",
  method: "GET",
  path: "/v1/cases/{id}/offers",
  summary: "List alerts that a case could take in",
  description:
    "Alerts that stand, that the case never had, and that are about a subject of it or now in one group with an alert of it. None " +
    "joins by itself.",
  access: "cases:read",
  query: PageQuery,
  answer: { status: 200, body: pageOf(OfferedAlert), description: "By id" },
  problems: ["not_found"],
  action: "case.offers",
});

export const addCaseAlerts = defineRoute({
  ...common,
  id: "addCaseAlerts",
  method: "POST",
  path: "/v1/cases/{id}/alerts",
  summary: "Take alerts into a case",
  description: "Those that it has already stay as they came.",
  access: "cases:write",
  body: z.strictObject({ alerts: AlertIds }),
  answer: {
    status: 200,
    body: z.strictObject({ added: z.int().nonnegative(), alerts: z.int().nonnegative() }),
    description: "How many came, and how many it has now",
  },
  problems: ["not_found", "alert_unknown", "case_full", "case_state"],
  idempotent: true,
  action: "case.alerts_add",
});

const removal = {
  method: "POST",
  tag: "Cases",
  about: "case",
  access: "cases:write",
  body: z.strictObject({ reason: Reason }),
  answer: { status: 204, description: "Removed" },
  problems: ["not_found", "case_held", "case_state"],
} as const;

export const removeCaseAlert = defineRoute({
  ...removal,
  id: "removeCaseAlert",
  path: "/v1/cases/{id}/alerts/{alert}/remove",
  summary: "Take an alert out of a case",
  description: "The alert itself stays, and so does that it was here.",
  params: IdParams.extend({ alert: Hash32 }),
  action: "case.alert_remove",
});

/** Lines are kept; what cannot be seen, or turns text around, is not taken. */
const NoteText = z
  .string()
  .min(1)
  .max(NOTE_CHARS_MAX)
  .regex(/^[\p{L}\p{M}\p{N}\p{P}\p{S} \n\t]+$/u, "has characters that cannot be seen")
  .regex(/[^ \n\t]/, "is blank");

export const Note = z.strictObject({
  id: Id,
  text: z.string(),
  by: CaseActor,
  at: Time,
  replaces: Id.optional(),
  replacedBy: Id.optional(),
});
export type Note = z.infer<typeof Note>;

export const listCaseNotes = defineRoute({
  ...common,
  id: "listCaseNotes",
  method: "GET",
  path: "/v1/cases/{id}/notes",
  summary: "List the notes of a case",
  access: "cases:read",
  query: PageQuery,
  answer: { status: 200, body: pageOf(Note), description: "Oldest first, also those that were replaced" },
  problems: ["not_found"],
  action: "case.notes",
});

export const addCaseNote = defineRoute({
  ...common,
  id: "addCaseNote",
  method: "POST",
  path: "/v1/cases/{id}/notes",
  summary: "Write a note, or one in place of another",
  description: "No note is changed: an edited one is new and names the one that it replaces, which stays.",
  access: "cases:write",
  body: z.strictObject({ text: NoteText, replaces: Id.optional() }),
  answer: { status: 201, body: Note, description: "Written" },
  problems: ["not_found", "case_state"],
  idempotent: true,
  action: "case.note",
});

export const Attachment = z.strictObject({
  id: Id,
  name: z.string(),
  type: z.enum(ATTACHMENT_TYPES),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  by: CaseActor,
  at: Time,
  removedAt: Time.optional(),
});
export type Attachment = z.infer<typeof Attachment>;

export const listCaseAttachments = defineRoute({
  ...common,
  id: "listCaseAttachments",
  method: "GET",
  path: "/v1/cases/{id}/attachments",
  summary: "List the attachments of a case",
  access: "cases:read",
  query: PageQuery,
  answer: { status: 200, body: pageOf(Attachment), description: "Oldest first, also those that were removed" },
  problems: ["not_found"],
  action: "case.attachments",
});

export const addCaseAttachment = defineRoute({
  ...common,
  id: "addCaseAttachment",
  method: "POST",
  path: "/v1/cases/{id}/attachments",
  summary: "Attach a file",
  description: "10 MB at most, 100 MB a case. What it is, is read from its bytes and must be what `type` says.",
  access: "cases:write",
  body: z.strictObject({
    /** A file's name, without a path. */
    name: z
      .string()
      .min(1)
      .max(FILE_NAME_CHARS_MAX)
      .regex(/^[\p{L}\p{M}\p{N}_()][\p{L}\p{M}\p{N}_(). -]*$/u, "is no plain file name"),
    type: z.enum(ATTACHMENT_TYPES),
    /** Base64. */
    content: z.string().min(4).max(BASE64_CHARS_MAX),
  }),
  bodyBytesMax: BASE64_CHARS_MAX + JSON_AROUND_BYTES,
  answer: { status: 201, body: Attachment, description: "Attached" },
  problems: ["not_found", "attachment_refused", "case_full", "case_state"],
  idempotent: true,
  action: "case.attach",
});

export const getCaseAttachment = defineRoute({
  ...common,
  id: "getCaseAttachment",
  method: "GET",
  path: "/v1/cases/{id}/attachments/{attachment}",
  summary: "Download an attachment",
  access: "cases:read",
  params: IdParams.extend({ attachment: Id }),
  answer: { status: 200, file: ATTACHMENT_TYPES, description: "Its bytes, to be saved and never shown as a page" },
  problems: ["not_found"],
  action: "case.attachment_read",
});

export const removeCaseAttachment = defineRoute({
  ...removal,
  id: "removeCaseAttachment",
  path: "/v1/cases/{id}/attachments/{attachment}/remove",
  summary: "Remove an attachment",
  description: "Its bytes go; its name, size and hash stay.",
  params: IdParams.extend({ attachment: Id }),
  action: "case.attachment_remove",
});

export const listCaseWatches = defineRoute({
  ...common,
  id: "listCaseWatches",
  method: "GET",
  path: "/v1/cases/{id}/watches",
  summary: "List the addresses that a case watches",
  access: "cases:read",
  query: PageQuery,
  answer: { status: 200, body: pageOf(Watch), description: "Newest first, also those that have ended" },
  problems: ["not_found"],
  action: "case.watches",
});

export const addCaseWatch = defineRoute({
  ...common,
  id: "addCaseWatch",
  method: "POST",
  path: "/v1/cases/{id}/watches",
  summary: "Watch an address for a case",
  description:
    "As a private watch, of which whoever sees the case sees the payments, in its timeline, and nobody else.",
  access: "cases:write",
  body: z.strictObject({ address: AddressText, reason: Reason }),
  answer: { status: 201, body: Watch, description: "Watched" },
  problems: ["not_found", "watch_exists", "case_state", "address_malformed", "address_checksum"],
  idempotent: true,
  action: "case.watch",
});

export const endCaseWatch = defineRoute({
  ...common,
  id: "endCaseWatch",
  method: "DELETE",
  path: "/v1/cases/{id}/watches/{watch}",
  summary: "Watch an address for a case no more",
  access: "cases:write",
  params: IdParams.extend({ watch: Id }),
  answer: { status: 204, description: "Ended" },
  problems: ["not_found"],
  action: "case.watch_end",
});
