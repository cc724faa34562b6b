import { CONDITION_KINDS, SEVERITIES_OF_CONDITIONS } from "@redflag/domain/condition";
import { CONDITION_CHANGES } from "@redflag/domain/condition-news";
import { z } from "zod";

/** What an operator's webhook is sent. Counts and ages: no address, no person, no exchange. */
export const OperatorNotice = z.object({
  type: z.literal("operator.notice"),
  timestamp: z.iso.datetime(),
  data: z.object({
    /** Where this Redflag is reached, where that is configured. */
    installation: z.url().optional(),
    news: z.array(
      z.object({
        change: z.enum(CONDITION_CHANGES),
        kind: z.enum(CONDITION_KINDS),
        /** A chain, a list or a kind of work; empty of the installation. */
        about: z.string(),
        severity: z.enum(SEVERITIES_OF_CONDITIONS),
        figure: z.int().nonnegative(),
        since: z.iso.datetime(),
        text: z.string(),
        /** Within docs/runbook.md. */
        runbook: z.string(),
      }),
    ),
  }),
});
export type OperatorNotice = z.infer<typeof OperatorNotice>;
