import type { Finding } from "../finding.ts";
import { HopBook } from "./hop-book.ts";
import type { KnownLeg, LegInputs } from "./leg.ts";

export interface JudgedLegs {
  /** In clock order. */
  findings: ReadonlyArray<{ chain: string; finding: Finding }>;
  /** Those of which something new is known. */
  changed: readonly KnownLeg[];
}

/**
 * Judges these arrivals of all lanes.
 * @param arrivals in clock order; each lane is beyond them by CLOCK_SKEW_S
 * @param known legs of the past that can belong to them, and departures up to CLOCK_SKEW_S later
 */
export function judgeLegs(
  arrivals: readonly KnownLeg[],
  known: readonly KnownLeg[],
  inputsOf: (leg: KnownLeg) => LegInputs,
): JudgedLegs {
  const book = new HopBook([...known, ...arrivals]);
  const findings = arrivals.flatMap((arrival) => {
    const finding = book.judge(arrival, inputsOf);
    return finding === undefined ? [] : [{ chain: arrival.chain, finding }];
  });
  return { findings, changed: book.changed };
}
