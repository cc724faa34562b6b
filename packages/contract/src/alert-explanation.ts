import { z } from "zod";
import { ExposureWord, SeverityWord, StateWord } from "./alert-words.ts";
import { CopiedListing, ExplainedFigure, ExplainedRule } from "./finding-words.ts";
import { BlockNumber, Caip2, Hash32 } from "./identifiers.ts";

const PastFlow = z.strictObject({
  payments: z.int().nonnegative(),
  activeDays: z.int().nonnegative(),
  sums: z.array(z.strictObject({ peg: z.string(), total: z.string(), busiestDay: z.string() })),
});

/** Of the payments of the alert: "5,000 USD" of each peg. */
const AlertFlow = z.strictObject({ payments: z.int().nonnegative(), sums: z.array(z.string()) });

const Payment = z.strictObject({
  /** `finding`: a rule fired on it; `counted`: a finding counts it. */
  part: z.enum(["finding", "counted"]),
  transaction: Hash32,
  link: z.string().optional(),
  block: BlockNumber,
  blockHash: Hash32,
  logIndex: z.int().nonnegative(),
  time: z.iso.datetime(),
  sender: z.string(),
  recipient: z.string(),
  amount: z.string(),
  worth: z.array(z.string()),
});

/** What `redflag alert show --json` prints: an alert taken apart. Addresses as the chain writes them. */
export const AlertExplanation = z.strictObject({
  id: Hash32,
  chain: z.strictObject({ name: z.string(), title: z.string(), caip2: Caip2 }),
  subject: z.string(),
  severity: SeverityWord,
  exposure: ExposureWord,
  /** Hundredths of a decade. */
  score: z.int(),
  state: StateWord,
  firstBlock: BlockNumber,
  lastBlock: BlockNumber,
  firstTime: z.iso.datetime(),
  lastTime: z.iso.datetime(),
  /** The newest finding's words; of a withdrawn alert why it is. */
  what: z.string(),
  rule: ExplainedRule,
  figures: z.array(ExplainedFigure),
  /** The least that would have taken the finding away. */
  smallestChange: z.string().optional(),
  ownPast: z
    .strictObject({
      days: z.int().nonnegative(),
      from: z.string(),
      before: z.string(),
      received: PastFlow,
      paid: PastFlow,
    })
    .optional(),
  /** Why there is no `ownPast`. */
  ownPastMissing: z.string().optional(),
  received: AlertFlow,
  paid: AlertFlow,
  exclusions: z.array(z.string()),
  listings: z.array(CopiedListing),
  findingCount: z.int().nonnegative(),
  /** The words of findings before the newest. */
  earlier: z.array(z.string()),
  payments: z.array(Payment),
  morePayments: z.int().nonnegative(),
  unreadFindings: z.int().nonnegative(),
  related: z.array(z.strictObject({ id: Hash32, rule: z.string(), severity: SeverityWord, subject: z.string() })),
  uncertain: z.array(z.string()),
  notEstablished: z.array(z.string()),
});
export type AlertExplanation = z.infer<typeof AlertExplanation>;
