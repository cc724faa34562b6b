import { LIST_CHANGE_KINDS } from "@redflag/domain/list-change";
import { LIST_GATES } from "@redflag/domain/list-gate";
import { z } from "zod";
import { Hash32 } from "../../identifiers.ts";
import { Id, IdParams, Name, Reason, Time } from "../fields.ts";
import { ListEntry, ListId, NewEntry, SharingWord, SubjectChange } from "../list-entry.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";

const PROPOSED_ENTRIES_MAX = 100;
const NAMED_ENTRIES_MAX = 1000;
/** Addresses and accounts that an effect shows; its counts are of all. */
export const SHOWN_CHANGES_MAX = 100;

/** What a list is, for a proposal that begins it. */
export const BegunList = z.strictObject({ title: Name, authority: Name });

/** One kind of change: `add`, `remove` or both (an edit); or `sharing`; or `accept`. */
const NewChange = z.strictObject({
  add: z.array(NewEntry).min(1).max(PROPOSED_ENTRIES_MAX).optional(),
  /** Ids of entries that go, or of an edit those that come in another form. */
  remove: z.array(Hash32).min(1).max(NAMED_ENTRIES_MAX).optional(),
  sharing: SharingWord.optional(),
  /** With `sharing`: of these alone. Without it, of the whole list, also of what an import brings later. */
  entries: z.array(Hash32).min(1).max(NAMED_ENTRIES_MAX).optional(),
  /** Id of a version that a gate held back. */
  accept: Id.optional(),
  /** With `add`, where the list is not there yet. */
  list: BegunList.optional(),
});
export type NewChange = z.input<typeof NewChange>;

const NewProposal = NewChange.extend({ reason: Reason });

/** What a change does to the list as it is now. */
export const Effect = z.strictObject({
  /** The version that it would follow; 0 where there is none. */
  baseVersion: z.int().nonnegative(),
  added: z.int().nonnegative(),
  removed: z.int().nonnegative(),
  /** The first of them, by address, then by account. */
  changes: z.array(SubjectChange),
});
export type Effect = z.infer<typeof Effect>;

/** A gate of the list that a file does not pass. */
export const GateFailure = z.strictObject({
  gate: z.enum(LIST_GATES),
  bound: z.int(),
  /** A count, or a percentage with two decimals. */
  figure: z.number(),
  text: z.string(),
});
export type GateFailure = z.infer<typeof GateFailure>;

/** A file that is to be the whole list, as it was when it was proposed. */
const ProposedFile = z.strictObject({
  name: z.string(),
  sha256: Hash32,
  rows: z.int().nonnegative(),
  /** What it was held against, and is approved against; 0 where there is no version. */
  baseVersion: z.int().nonnegative(),
  /** Of the version that comes of it. */
  digest: Hash32,
  entries: z.int().nonnegative(),
  added: z.int().nonnegative(),
  removed: z.int().nonnegative(),
  /** Its author asks that it comes although these stand against it. */
  failures: z.array(GateFailure),
});

/** Who did it: `user:<id>` or `key:<id>`, and the name that they had then. */
const Actor = z.strictObject({ id: z.string(), name: z.string() });

export const Proposal = z.strictObject({
  id: Id,
  list: ListId,
  kind: z.enum(LIST_CHANGE_KINDS),
  /** `unconfirmed`, `confirmed` and `undone` are of an emergency. */
  state: z.enum(["open", "approved", "rejected", "unconfirmed", "confirmed", "undone"]),
  /** It took effect at once, by its author alone; for ever so marked. */
  emergency: z.boolean(),
  reason: z.string(),
  author: Actor,
  at: Time,
  add: z.array(ListEntry).optional(),
  remove: z.array(Hash32).optional(),
  sharing: SharingWord.optional(),
  entries: z.array(Hash32).optional(),
  accept: Id.optional(),
  file: ProposedFile.optional(),
  /** What the list will be that it begins. */
  begins: BegunList.optional(),
  /** The version of the list that it made. */
  version: z.int().positive().optional(),
  decision: z
    .strictObject({ verdict: z.enum(["approved", "rejected"]), reason: z.string(), by: Actor, at: Time })
    .optional(),
});
export type Proposal = z.infer<typeof Proposal>;

/** While it is open: what it would do now, or why it no longer can. */
const ProposalDetail = Proposal.extend({ effect: Effect.optional(), stale: z.string().optional() });
export type ProposalDetail = z.infer<typeof ProposalDetail>;

const ListParams = z.strictObject({ id: ListId });

export const createProposal = defineRoute({
  id: "createProposal",
  method: "POST",
  path: "/v1/watchlists/{id}/proposals",
  tag: "Four eyes",
  summary: "Propose a change of a watchlist",
  description: "Nothing changes until somebody else approves it. The author is whoever calls.",
  access: "lists:propose",
  params: ListParams,
  body: NewProposal,
  answer: { status: 201, body: Proposal, description: "Proposed" },
  problems: ["not_found", "entry_invalid", "proposal_stale"],
  idempotent: true,
  action: "list.propose",
});

export const previewProposal = defineRoute({
  id: "previewProposal",
  method: "POST",
  path: "/v1/watchlists/{id}/proposals/preview",
  tag: "Four eyes",
  summary: "Show what a change of a watchlist would do",
  description: "Nothing is kept of it but its line in the audit.",
  access: "lists:propose",
  params: ListParams,
  body: NewChange,
  answer: { status: 200, body: Effect, description: "What would change" },
  problems: ["not_found", "entry_invalid", "proposal_stale"],
  action: "list.preview",
});

export const createEmergency = defineRoute({
  id: "createEmergency",
  method: "POST",
  path: "/v1/watchlists/{id}/emergencies",
  tag: "Four eyes",
  summary: "Change a watchlist at once, alone",
  description:
    "For when nobody else can be reached. It is marked for ever, and shown until somebody else confirms it or, by rejecting " +
    "it, takes it back.",
  access: "lists:approve",
  params: ListParams,
  body: NewProposal,
  answer: { status: 201, body: Proposal, description: "In effect, and to be confirmed" },
  problems: ["not_found", "entry_invalid", "proposal_stale"],
  idempotent: true,
  action: "list.emergency",
});

export const listProposals = defineRoute({
  id: "listProposals",
  method: "GET",
  path: "/v1/proposals",
  tag: "Four eyes",
  summary: "List proposed changes of watchlists",
  access: "lists:read",
  query: PageQuery.extend({
    list: ListId.optional(),
    /** `user:<id>` or `key:<id>`. */
    author: z
      .string()
      .regex(/^(?:user|key):[0-9a-f-]{36}$/)
      .optional(),
    /** `waiting`: open ones, and emergencies that nobody else has confirmed. */
    state: z.enum(["waiting", "decided"]).optional(),
  }),
  answer: { status: 200, body: pageOf(Proposal), description: "Newest first" },
  action: "proposal.list",
});

export const getProposal = defineRoute({
  id: "getProposal",
  method: "GET",
  path: "/v1/proposals/{id}",
  tag: "Four eyes",
  summary: "Show a proposed change, and what it would do now",
  access: "lists:read",
  params: IdParams,
  answer: { status: 200, body: ProposalDetail, description: "The proposal" },
  problems: ["not_found"],
  action: "proposal.read",
});

const decision = {
  method: "POST",
  tag: "Four eyes",
  access: "lists:approve",
  params: IdParams,
  body: z.strictObject({ reason: Reason }),
} as const;

export const approveProposal = defineRoute({
  ...decision,
  id: "approveProposal",
  path: "/v1/proposals/{id}/approve",
  summary: "Approve a change of a watchlist, or confirm an emergency",
  description: "Never by its author, in person or by a key. It takes effect as a new version, in the same moment.",
  answer: { status: 200, body: Proposal, description: "In effect" },
  problems: ["not_found", "four_eyes_needed", "proposal_decided", "proposal_stale"],
  action: "proposal.approve",
});

export const rejectProposal = defineRoute({
  ...decision,
  id: "rejectProposal",
  path: "/v1/proposals/{id}/reject",
  summary: "Reject a change of a watchlist",
  description: "Never by its author, in person or by a key. An emergency is taken back, as a new version.",
  answer: { status: 200, body: Proposal, description: "Rejected" },
  problems: ["not_found", "four_eyes_needed", "proposal_decided", "proposal_stale"],
  action: "proposal.reject",
});
