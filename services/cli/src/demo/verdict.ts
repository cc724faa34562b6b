import type { DemoManifest } from "@redflag/contract/demo-manifest";

type Row = DemoManifest["rows"][number];

export interface Verdict {
  /** Expected, and there exactly once. */
  found: Row[];
  /** Expected, and not there. */
  missed: Row[];
  /** There and not expected, or more than once: each one too many. */
  false: Row[];
}

/** Holds the alerts that stand against what the scenario has planted. */
export function judgeAlerts(active: readonly Row[], { rows }: DemoManifest): Verdict {
  const verdict: Verdict = { found: [], missed: [], false: [] };
  const counts = new Map<string, number>();
  for (const row of active) {
    const count = (counts.get(keyOf(row)) ?? 0) + 1;
    counts.set(keyOf(row), count);
    if (count > 1 || !rows.some((expected) => keyOf(expected) === keyOf(row))) verdict.false.push(row);
  }
  for (const row of rows) (counts.has(keyOf(row)) ? verdict.found : verdict.missed).push(row);
  return verdict;
}

/** Each found exactly once, and nothing else. */
export function isFlawless({ missed, false: wrong }: Verdict): boolean {
  return missed.length === 0 && wrong.length === 0;
}

function keyOf({ rule, subject }: Row): string {
  return `${rule}/${subject}`;
}
