/** Why a rule could not be judged; counted, because a silence of this kind says nothing about the transfer. */
export const WITHHOLDING_CAUSES = [
  /** The lane does not reach back as far as the rule looks. */
  "history_short",
  /** No rate, or none recent enough, to compare amounts with. */
  "rate_missing",
] as const;
export type WithholdingCause = (typeof WITHHOLDING_CAUSES)[number];
