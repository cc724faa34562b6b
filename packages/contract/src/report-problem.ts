import { z } from "zod";

/** What preflight can find, by what is to be done about it. */
const REPORT_PROBLEM_CODES = [
  "reporting_entity_missing",
  "reporting_person_missing",
  "user_code_refused",
  "rejected_reference_refused",
  "location_missing",
  "words_missing",
  "action_missing",
  "indicator_to_choose",
  "indicator_unknown",
  "indicator_repeated",
  "client_data_missing",
  "client_not_a_party",
  "client_unsupported",
  "client_repeated",
  "code_unknown",
  "code_unconfirmed",
  "profile_caution",
  "country_unknown",
  "alerts_missing",
  "alert_provisional",
  "alert_withdrawn",
  "payments_missing",
  "payments_incomplete",
  "too_many_transactions",
  "rate_missing",
  "amount_rounded",
  "amount_beyond_schema",
  "date_out_of_range",
  "text_too_long",
  "text_not_allowed",
  "characters_refused",
  "characters_replaced",
] as const;
export const ReportProblemCode = z.enum(REPORT_PROBLEM_CODES);
export type ReportProblemCode = z.infer<typeof ReportProblemCode>;

/** One thing about a report that somebody must know before it is filed, in words; one that blocks must be mended first. */
export const ReportProblem = z.strictObject({
  code: ReportProblemCode,
  blocks: z.boolean(),
  /** "transaction 3 of 12, from"; absent where it is about the report as a whole. */
  where: z.string().optional(),
  /** The facts. Never a text that a person typed: it may be personal. */
  text: z.string(),
  /** What to do. */
  hint: z.string(),
});
export type ReportProblem = z.infer<typeof ReportProblem>;
