import { LISTED_CATEGORIES, SERVICE_CATEGORIES, SHARINGS } from "@redflag/domain/entry";
import { WITHHOLDING_CAUSES } from "@redflag/domain/withholding-cause";
import { z } from "zod";
import { ExposureWord, SeverityWord } from "./alert-words.ts";
import { BlockNumber } from "./identifiers.ts";

const DecimalText = z.string().regex(/^-?\d+(\.\d+)?$/, "not decimal text");

const figure = {
  name: z.string(),
  value: DecimalText,
  comparison: z.enum(["at_least", "at_most", "below"]),
  threshold: DecimalText,
  unit: z.string(),
  met: z.boolean(),
};
export const Figure = z.strictObject(figure);
/** With how far it is from its threshold, in words. */
export const ExplainedFigure = z.strictObject({ ...figure, margin: z.string() });

/** A listing as it was copied into what rests on it. */
export const CopiedListing = z.strictObject({
  list: z.string(),
  listVersion: z.int().nonnegative(),
  entryId: z.string(),
  category: z.enum([...LISTED_CATEGORIES, ...SERVICE_CATEGORIES]),
  severity: SeverityWord,
  authority: z.string(),
  confidence: z.int().min(0).max(100),
  programme: z.string().optional(),
  reference: z.string().optional(),
  documentUrl: z.string().optional(),
});

export const FindingReason = z.strictObject({
  code: z.string(),
  text: z.string(),
  entry: CopiedListing.optional(),
  figures: z.array(Figure).optional(),
  exclusions: z.array(z.string()).optional(),
});

/** An entry as a version of a list holds it; times are unix seconds. */
export const HeldEntry = z.strictObject({
  list: z.string(),
  listVersion: z.int().nonnegative(),
  entryId: z.string(),
  /** 20 bytes as lower-case hex. */
  address: z.string(),
  family: z.enum(["eip155", "tron"]),
  category: z.enum([...LISTED_CATEGORIES, ...SERVICE_CATEGORIES]),
  severity: SeverityWord,
  authority: z.string(),
  programme: z.string().optional(),
  reference: z.string().optional(),
  documentUrl: z.string().optional(),
  entity: z.string().optional(),
  jurisdictions: z.array(z.string()).optional(),
  confidence: z.int().min(0).max(100),
  validFrom: z.int().optional(),
  validTo: z.int().optional(),
  sharing: z.enum(SHARINGS),
});

const words = { text: z.string(), figures: z.array(Figure), exclusions: z.array(z.string()) };

/** What a rule with a memory said of one payment. */
export const AssessmentBody = z.discriminatedUnion("outcome", [
  z.strictObject({
    outcome: z.literal("fires"),
    severity: SeverityWord,
    /** Hundredths of a decade. */
    score: z.int(),
    ...words,
    supporting: z.array(z.strictObject({ blockNumber: BlockNumber, logIndex: z.int().nonnegative() })),
    listings: z.array(HeldEntry).optional(),
    besides: z.array(FindingReason).optional(),
  }),
  z.strictObject({ outcome: z.literal("context"), ...words }),
  z.strictObject({ outcome: z.literal("silent"), ...words }),
  z.strictObject({
    outcome: z.literal("withheld"),
    cause: z.enum(WITHHOLDING_CAUSES),
    text: z.string(),
  }),
  z.strictObject({ outcome: z.enum(["pending", "gap", "not_asked"]), text: z.string() }),
]);
export type AssessmentBody = z.infer<typeof AssessmentBody>;

/** What a stateless rule said of one side. */
export const HeadFinding = z.strictObject({
  subject: z.string(),
  severity: SeverityWord,
  exposure: ExposureWord,
  score: z.int(),
  reasons: z.array(FindingReason),
});

export const ExplainedParameter = z.strictObject({
  name: z.string(),
  value: z.unknown(),
  isDefault: z.boolean().optional(),
  description: z.string().optional(),
});

/** By which rule, in which version and with which parameters. */
export const ExplainedRule = z.strictObject({
  id: z.string(),
  version: z.int().positive(),
  title: z.string().optional(),
  sources: z.array(z.string()).optional(),
  /** The one that the parameters are taken from. */
  epoch: z.int().optional(),
  parameters: z.array(ExplainedParameter),
});
