import { LISTED_CATEGORIES, SERVICE_CATEGORIES, SEVERITIES } from "@redflag/domain/entry";
import { LIST_FILE_CHARS_MAX } from "@redflag/domain/list-change";
import { z } from "zod";
import { Hash32 } from "../../identifiers.ts";
import { Id, Name, Reason } from "../fields.ts";
import { ListId, SharingWord } from "../list-entry.ts";
import { defineRoute } from "../route.ts";
import { BegunList, Effect, GateFailure, Proposal } from "./list-proposals.ts";

/** With what JSON puts before quotes and line ends, and a file that is not in ASCII alone. */
const BODY_BYTES_MAX = 8_000_000;
/** Rows that cannot be taken, and decisions that stand, as far as they are shown. */
const SHOWN_ROWS_MAX = 100;

/** A file in the format of `entries.csv`, which is to be the whole content of the list. */
const NewImport = z.strictObject({
  /** What the file is called. */
  name: Name,
  text: z.string().min(1).max(LIST_FILE_CHARS_MAX),
  /** What holds of a row that does not say otherwise; the authority is the list's. */
  defaults: z.strictObject({
    category: z.enum([...LISTED_CATEGORIES, ...SERVICE_CATEGORIES]),
    severity: z.enum(SEVERITIES),
    confidence: z.int().min(0).max(100).default(100),
    sharing: SharingWord.default("TLP:RED"),
  }),
  /** Where the list is not there yet. */
  list: BegunList.optional(),
});
export type NewImport = z.input<typeof NewImport>;

const Count = z.int().nonnegative();

const ImportPreview = z.strictObject({
  /** Of the file as UTF-8. */
  sha256: Hash32,
  rows: Count,
  /** How many rows cannot be taken: while there is one, nothing is. */
  refused: Count,
  /** The first of them: where, and what is wrong. */
  refusals: z.array(z.strictObject({ place: z.string(), reason: z.string() })).max(SHOWN_ROWS_MAX),
  /** Absent while a row is refused. */
  outcome: z
    .strictObject({
      effect: Effect,
      /** Of the version that would come: a proposal names it. */
      digest: Hash32,
      entries: Count,
      /** What people decided before and what makes the list other than the file: an import does not undo it. */
      standing: z.array(z.strictObject({ proposal: Id, entries: Count })).max(SHOWN_ROWS_MAX),
      /** Gates that stand against it. */
      failures: z.array(GateFailure),
    })
    .optional(),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

const ListParams = z.strictObject({ id: ListId });

export const previewImport = defineRoute({
  id: "previewImport",
  method: "POST",
  path: "/v1/watchlists/{id}/imports/preview",
  tag: "Four eyes",
  summary: "Show what a file would make of a watchlist",
  description:
    "Every row that cannot be taken is told with its line; decisions that stand and gates are heeded as by any import. Nothing is " +
    "kept of it but its line in the audit.",
  access: "lists:propose",
  params: ListParams,
  body: NewImport,
  bodyBytesMax: BODY_BYTES_MAX,
  answer: { status: 200, body: ImportPreview, description: "What would change, or what is wrong with the file" },
  problems: ["not_found", "list_unreadable"],
  action: "list.import_preview",
});

export const proposeImport = defineRoute({
  id: "proposeImport",
  method: "POST",
  path: "/v1/watchlists/{id}/imports",
  tag: "Four eyes",
  summary: "Propose that a file becomes the whole content of a watchlist",
  description:
    "What was previewed is kept with the proposal, and is what somebody else approves: `digest` says so. It can be approved " +
    "only while the version is there that it was held against.",
  access: "lists:propose",
  params: ListParams,
  body: NewImport.extend({
    reason: Reason,
    /** Of the preview. */
    digest: Hash32,
    /** It shall come although a gate stands against it; whoever decides is shown which. */
    despiteGates: z.boolean().default(false),
  }),
  bodyBytesMax: BODY_BYTES_MAX,
  answer: { status: 201, body: Proposal, description: "Proposed" },
  problems: ["not_found", "list_unreadable", "list_row_invalid", "list_gate_failed", "proposal_stale"],
  idempotent: true,
  action: "list.import",
});
