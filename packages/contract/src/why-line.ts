import { z } from "zod";
import { StateWord } from "./alert-words.ts";
import { AssessmentBody, ExplainedFigure, ExplainedRule, HeadFinding, HeldEntry } from "./finding-words.ts";
import { Freeze } from "./http/routes/derived-lists.ts";
import { BlockNumber, Caip10, Hash32 } from "./identifiers.ts";

const Versions = z.record(z.string(), z.int());

const Judged = { heuristic: z.string(), version: z.int().positive() };

/** The verdict taken apart as an alert is. */
const ExplainedVerdict = z.strictObject({
  rule: ExplainedRule,
  outcome: z.string(),
  text: z.string(),
  figures: z.array(ExplainedFigure),
  smallestChange: z.string().optional(),
  exclusions: z.array(z.string()),
});

const Epoch = z.strictObject({
  seq: z.int().positive(),
  fromBlock: BlockNumber,
  /** All that screening depended on besides the ledger. */
  inputs: z.looseObject({ lists: Versions, rates: Versions.optional() }),
});

/** One line of `redflag why --json`: what every rule says of one stored transfer, as it was screened. */
export const WhyTransferLine = z.strictObject({
  transaction: Hash32,
  block: BlockNumber,
  logIndex: z.int().nonnegative(),
  token: Caip10,
  sender: Caip10,
  recipient: Caip10,
  /** Base units of the token. */
  amount: z.string(),
  coverage: z.strictObject({ endpoint: z.string(), level: z.string(), isCurrentFilter: z.boolean() }).optional(),
  /** What else the transaction did, in words. */
  besides: z.array(z.string()),
  kind: z.enum(["screened", "not_screened"]),
  /** Why it was not screened. */
  text: z.string().optional(),
  epoch: Epoch.optional(),
  head: z
    .array(
      z.strictObject({
        ...Judged,
        fired: z.array(HeadFinding),
        silent: z.array(z.strictObject({ subject: z.string(), text: z.string() })),
      }),
    )
    .optional(),
  depth: z
    .array(z.strictObject({ ...Judged, assessment: AssessmentBody, explained: ExplainedVerdict.optional() }))
    .optional(),
  /** Of rules about new pairs, together. */
  graph: z.strictObject({ outcome: z.string(), text: z.string(), alerts: z.array(Hash32) }).optional(),
  alerts: z.array(z.strictObject({ id: Hash32, state: StateWord })),
});
export type WhyTransferLine = z.infer<typeof WhyTransferLine>;

const HeldMoney = z.strictObject({
  origin: z.string(),
  entry: z.strictObject({
    list: z.string(),
    listVersion: z.int().nonnegative(),
    entryId: z.string(),
    severity: z.string(),
    confidence: z.int(),
  }),
  hops: z.int().positive(),
  /** Unix seconds. */
  since: z.int(),
  /** Whole units of the purse's currency. */
  amount: z.string(),
  path: z.array(
    z.strictObject({
      payer: z.string(),
      time: z.int(),
      blockNumber: BlockNumber,
      logIndex: z.int().nonnegative(),
      amount: z.string(),
    }),
  ),
});

/** Money of listed addresses that an address holds, as the lane remembers it. */
export const HeldExposures = z.strictObject({
  asOfBlock: BlockNumber,
  purses: z.array(
    z.strictObject({ peg: z.string(), balance: z.string(), other: z.string(), exposures: z.array(HeldMoney) }),
  ),
});
export type HeldExposures = z.infer<typeof HeldExposures>;

/** The first line of `redflag why <address> --json`. */
export const WhyAddressLine = z.strictObject({
  kind: z.literal("address"),
  /** Of any family, removed ones too. */
  listings: z.array(HeldEntry.extend({ status: z.string() })),
  freezes: z.array(Freeze),
  alerts: z.array(z.strictObject({ id: Hash32, heuristic: z.string(), state: StateWord })),
  exposure: HeldExposures.optional(),
  /** Payments that were judged again. */
  sent: z.int().nonnegative(),
  /** There are more, which were left out. */
  isCut: z.boolean(),
  rules: z.array(
    z.strictObject({
      ...Judged,
      fired: z.int(),
      context: z.int(),
      silent: z.int(),
      withheld: z.int(),
      gaps: z.int(),
      /** Where it fired last, or came nearest to firing. */
      nearest: z.strictObject({ transaction: Hash32, block: BlockNumber, assessment: AssessmentBody }),
    }),
  ),
});
export type WhyAddressLine = z.infer<typeof WhyAddressLine>;

/** What is said where the ledger holds no transfer of it: how far it reaches. */
export const WhyAbsentLine = z.strictObject({
  kind: z.literal("not_in_ledger"),
  covered: z.array(z.strictObject({ from: BlockNumber, to: BlockNumber })),
  /** Present where retention has dropped the past. */
  cut: z.looseObject({}).optional(),
});
export type WhyAbsentLine = z.infer<typeof WhyAbsentLine>;
