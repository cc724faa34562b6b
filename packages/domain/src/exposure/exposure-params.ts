import { z } from "zod";
import { HOPS_LIMIT } from "./held-exposure.ts";

/**
 * The fold's name and version in an epoch: another version whenever the same payments could leave another memory, or what
 * was screened with this one could not be screened again.
 */
export const EXPOSURE_FOLD = { id: "exposure", version: 1 } as const;

/** That it stops at services is the brief's and FATF's; figures are ours [E]. */
export const exposureParams = z.strictObject({
  hopsMax: z
    .int()
    .min(1)
    .max(HOPS_LIMIT)
    .default(3)
    .describe("payments from a listed address on by which money is followed [E]"),
  carriedUsdMin: z
    .int()
    .min(0)
    .max(1_000)
    .default(1)
    .describe("USD of one listed address below which its part of a payment, or of what is left, counts as clean [E]"),
});

export type ExposureParams = z.infer<typeof exposureParams>;
