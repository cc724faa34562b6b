import { z } from "zod";
import type { Armed, GraphHeuristic } from "../heuristic.ts";

/** Figures are ours [E]: docs/detection.md has what they find. Hundredths, because an epoch holds no fractions. */
export const graphParams = z.strictObject({
  warmUpDays: z
    .int()
    .min(0)
    .max(365)
    .default(14)
    .describe("days in which shapes are only counted: what is usual must be known before anything is unusual [E]"),
  openingHundredths: z
    .int()
    .min(100)
    .max(10_000)
    .default(380)
    .describe("rating from which a shape opens a group, in hundredths: chance brings one of 380 in 6,000 payments [E]"),
  joiningHundredths: z
    .int()
    .min(100)
    .max(10_000)
    .default(300)
    .describe("rating from which a shape joins a group with which it shares payments, in hundredths [E]"),
  mediumHundredths: z
    .int()
    .min(100)
    .max(10_000)
    .default(600)
    .describe("rank from which a group is MEDIUM, in hundredths: below it is LOW [E]"),
  windowDays: z.int().min(25).max(365).default(120).describe("days within which new pairs are kept [E]"),
  pairsMax: z
    .int()
    .min(1_000)
    .max(5_000_000)
    .default(250_000)
    .describe("new pairs that are kept: beyond, the oldest go first. Memory grows with it, not with the chain [E]"),
});

export type GraphParams = z.infer<typeof graphParams>;

/**
 * The search by its name and version in an epoch: another version whenever the same payments could give other groups or another
 * stored state, or what was screened with this one could not be screened again.
 */
export const GRAPH_WATCH = {
  id: "graph-watch",
  version: 1,
  stage: "search",
  title: "The search among new pairs",
  summary:
    "Of each chain it keeps the latest payments between addresses that had not paid each other before; the rules about how payments " +
    "stand together look among these. It holds what shapes are usual on the chain, and how rare one must be to open a group.",
  params: graphParams,
} as const;

/** What an epoch says of shapes. */
export interface GraphInputs {
  rules: ReadonlyArray<Armed<GraphHeuristic>>;
  params: GraphParams;
}
