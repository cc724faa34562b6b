import { DISPOSITIONS } from "@redflag/domain/disposition";
import { z } from "zod";
import { ExposureWord, SeverityWord, StateWord } from "./alert-words.ts";
import { BlockNumber, Caip2, Caip10, Hash32, HeuristicId } from "./identifiers.ts";

const DecimalText = z.string().regex(/^-?\d+(\.\d+)?$/, "not decimal text");

const FigureLine = z.strictObject({
  name: z.string().min(1),
  value: DecimalText,
  comparison: z.enum(["at_least", "at_most", "below"]),
  threshold: DecimalText,
  unit: z.string(),
  met: z.boolean(),
});

/** One line of `redflag alerts --json`: one alert as it stands. Times are block times. */
export const AlertLine = z
  .strictObject({
    id: Hash32,
    heuristic: HeuristicId,
    version: z.int().positive(),
    severity: SeverityWord,
    exposure: ExposureWord,
    /** Hundredths of a decade. */
    score: z.int(),
    state: StateWord,
    chain: Caip2,
    subject: Caip10,
    counterparties: z.array(Caip10),
    transactions: z.array(Hash32),
    firstBlock: BlockNumber,
    lastBlock: BlockNumber,
    firstTime: z.iso.datetime(),
    lastTime: z.iso.datetime(),
    reasons: z.array(z.string()),
    /** The newest finding's figures against their thresholds, as decimal text; empty for a rule that compares none. */
    figures: z.array(FigureLine),
    /** Present where it was withdrawn because the past was screened again: the alerts that hold payments of it now. */
    succeededBy: z.array(Hash32).optional(),
    /**
     * Present where a list that held the subject, or the one whose money was followed to it, does so no more. It stays the
     * alert that it was.
     */
    delisted: z
      .array(z.strictObject({ list: z.string(), version: z.int().positive(), at: z.iso.datetime() }))
      .min(1)
      .optional(),
    /** Present where somebody has reviewed it: what was said last. */
    disposition: z
      .strictObject({
        disposition: z.enum(DISPOSITIONS),
        reason: z.string().min(1),
        author: z.string().min(1),
        at: z.iso.datetime(),
      })
      .optional(),
  })
  .refine((line) => line.firstBlock <= line.lastBlock, { path: ["lastBlock"], error: "before firstBlock" })
  .refine((line) => Date.parse(line.firstTime) <= Date.parse(line.lastTime), {
    path: ["lastTime"],
    error: "before firstTime",
  });
export type AlertLine = z.infer<typeof AlertLine>;
