import { z } from "zod";
import { ExposureWord, SeverityWord, StateWord } from "./alert-words.ts";
import { BlockNumber, Caip2, Caip10, Hash32, HeuristicId } from "./identifiers.ts";

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
  })
  .refine((line) => line.firstBlock <= line.lastBlock, { path: ["lastBlock"], error: "before firstBlock" })
  .refine((line) => Date.parse(line.firstTime) <= Date.parse(line.lastTime), {
    path: ["lastTime"],
    error: "before firstTime",
  });
export type AlertLine = z.infer<typeof AlertLine>;
