import type { AlertState } from "@redflag/domain/alert";
import { SEVERITIES } from "@redflag/domain/entry";
import type { Exposure } from "@redflag/domain/heuristic";
import { z } from "zod";

/** The domain's words as they cross the border; the types fail to compile when the two part. */
export const SeverityWord = z.enum(SEVERITIES);

export const ExposureWord = z.enum({
  DIRECT: "DIRECT",
  INDIRECT: "INDIRECT",
  BEHAVIORAL: "BEHAVIORAL",
} satisfies { [Word in Exposure]: Word });

export const StateWord = z.enum({
  provisional: "provisional",
  final: "final",
  withdrawn: "withdrawn",
} satisfies { [Word in AlertState]: Word });
