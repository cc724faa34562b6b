import { DISPOSITIONS, type Disposition } from "@redflag/domain/disposition";
import { z } from "zod";
import { HeuristicId } from "../../identifiers.ts";
import { defineRoute } from "../route.ts";

const Count = z.int().nonnegative();
const Permille = z.int().min(0).max(1_000);

/** So many of so many, and where the share lies with 95 % confidence. */
export const ShareEstimate = z.strictObject({
  count: Count,
  total: Count,
  permille: Permille,
  lowPermille: Permille,
  highPermille: Permille,
});

/** One line of `redflag heuristic precision --json`: what one version's alerts that stand were found to be. */
export const RulePrecision = z.strictObject({
  heuristic: HeuristicId,
  version: z.int().positive(),
  alerts: Count,
  unreviewed: Count,
  dispositions: z.strictObject(
    Object.fromEntries(DISPOSITIONS.map((name) => [name, Count])) as Record<Disposition, typeof Count>,
  ),
  /** The share that was right, of those of which a review could tell; null of none. */
  precision: ShareEstimate.nullable(),
});
export type RulePrecision = z.infer<typeof RulePrecision>;

export const listPrecision = defineRoute({
  id: "listPrecision",
  method: "GET",
  path: "/v1/heuristics/precision",
  tag: "Alerts",
  summary: "Say of each rule and version what its alerts were found to be",
  description: "Of alerts that stand. An inconclusive review speaks neither for a rule nor against it.",
  access: "heuristics:read",
  answer: { status: 200, body: z.strictObject({ items: z.array(RulePrecision) }), description: "By rule and version" },
  action: "heuristic.precision",
});
