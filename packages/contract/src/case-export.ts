import { CASE_BASES, CASE_ROLES, CASE_STATUSES } from "@redflag/domain/case";
import { SEVERITIES } from "@redflag/domain/entry";
import { z } from "zod";
import { ExposureWord, StateWord } from "./alert-words.ts";
import { ExplainedFigure, ExplainedParameter } from "./finding-words.ts";
import { Time } from "./http/fields.ts";
import { Attachment, Note } from "./http/routes/case-material.ts";
import { CaseActor, CaseHold, CaseMember, CaseNumber, CaseTimelineEntry } from "./http/routes/cases.ts";
import { BlockNumber, Caip2, Caip10, Hash32 } from "./identifiers.ts";

/** One payment that an alert rests on. */
const ExportedPayment = z.strictObject({
  /** `finding`: a rule fired on it; `counted`: a finding counts it. */
  part: z.enum(["finding", "counted"]),
  chain: Caip2,
  block: BlockNumber,
  blockHash: Hash32,
  at: Time,
  transaction: Hash32,
  logIndex: z.int().nonnegative(),
  token: Caip10,
  sender: Caip10,
  recipient: Caip10,
  /** In the token's smallest unit. */
  baseUnits: z.string().regex(/^[0-9]{1,78}$/),
  /** "1,250.5 USDT" */
  amount: z.string(),
});
export type ExportedPayment = z.infer<typeof ExportedPayment>;

const ExportedAlert = z.strictObject({
  id: Hash32,
  chain: Caip2,
  rule: z.string(),
  ruleTitle: z.string().optional(),
  ruleVersion: z.int().positive(),
  subject: Caip10,
  severity: z.enum(SEVERITIES),
  exposure: ExposureWord,
  score: z.int(),
  state: StateWord,
  from: Time,
  to: Time,
  /** In all, and how many of them, from the first on, are in here with their payments. */
  findings: z.int().nonnegative(),
  findingsShown: z.int().nonnegative(),
  /** In the rule's words, each once. */
  reasons: z.array(z.string()),
  /** As they stood when the rule fired. */
  listings: z.array(z.string()),
  /** Of the last finding that is in here: what was held against which threshold, and how near that was. */
  figures: z.array(ExplainedFigure),
  smallestChange: z.string().optional(),
  /** What that finding left out or notes. */
  exclusions: z.array(z.string()),
  uncertain: z.array(z.string()),
  /** The rule's parameters in the epoch of its last block. */
  parameters: z.array(ExplainedParameter),
  /** The inputs in force at its last block. */
  screenedWith: z
    .strictObject({ epoch: z.int().positive(), lists: z.record(z.string(), z.int().nonnegative()) })
    .optional(),
  /** What the last review said. */
  review: z.strictObject({ disposition: z.string(), reason: z.string(), by: z.string(), at: Time }).optional(),
  payments: z.array(ExportedPayment),
});
export type ExportedAlert = z.infer<typeof ExportedAlert>;

/** A case as it was at one moment, as `GET /v1/cases/{id}/export?format=json` gives it. */
export const CaseExport = z.strictObject({
  format: z.literal("redflag.case/1"),
  at: Time,
  by: CaseActor,
  number: CaseNumber,
  id: z.uuid(),
  title: z.string(),
  basis: z.enum(CASE_BASES),
  status: z.enum(CASE_STATUSES),
  openedBy: CaseActor,
  openedAt: Time,
  hold: CaseHold.optional(),
  members: z.array(CaseMember.extend({ role: z.enum(CASE_ROLES) })),
  subjects: z.array(Caip10),
  alerts: z.array(ExportedAlert),
  timeline: z.array(CaseTimelineEntry),
  notes: z.array(Note),
  attachments: z.array(Attachment),
  watches: z.array(z.strictObject({ address: z.string(), from: Time, until: Time.optional() })),
  /** How the blocks from the first to the last payment were read, of each chain. */
  coverage: z.array(
    z.strictObject({
      chain: Caip2,
      fromBlock: BlockNumber,
      toBlock: BlockNumber,
      levels: z.array(z.strictObject({ level: z.string(), blocks: z.int().positive() })),
      unread: z.int().nonnegative(),
    }),
  ),
  notEstablished: z.array(z.string()),
  /** What was left out for its size, in words; empty where nothing was. */
  cut: z.array(z.string()),
});
export type CaseExport = z.infer<typeof CaseExport>;
