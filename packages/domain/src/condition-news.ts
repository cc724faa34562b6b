import type { Condition, ConditionKind, ConditionSeverity } from "./condition.ts";

/** A condition that has not ended, as it is kept. */
export interface OpenCondition extends Condition {
  firstSeenAt: Date;
  lastSeenAt: Date;
  /** What operators were last told of it; absent while they were told nothing. */
  told?: { severity: ConditionSeverity; figure: number };
}

export const CONDITION_CHANGES = ["opened", "worse", "over"] as const;
export type ConditionChange = (typeof CONDITION_CHANGES)[number];

export interface ConditionNews {
  change: ConditionChange;
  kind: ConditionKind;
  about: string;
  severity: ConditionSeverity;
  figure: number;
  /** Unix seconds of when it was first seen. */
  since: number;
}

/** What is over within this was nothing to wake anybody for. */
const HOLDS_MS = 50_000;
/** What comes back within this is still the same: whoever hovers at a bound is told of once. */
const CLEARS_MS = 180_000;
/** The same severity is news again when it is so many times what was told. */
const WORSE_TIMES = 10;

export interface LookOutcome {
  /** Everything that has not ended, with what will have been told. */
  open: OpenCondition[];
  ended: OpenCondition[];
  news: ConditionNews[];
}

/** What one more look at the conditions changes: nothing is told twice, however often it is looked. */
export function followConditions(
  before: readonly OpenCondition[],
  found: readonly Condition[],
  now: Date,
): LookOutcome {
  const foundByKey = new Map(found.map((condition) => [keyOf(condition), condition]));
  const known = new Set(before.map(keyOf));
  const outcome: LookOutcome = { open: [], ended: [], news: [] };
  for (const held of before) {
    const condition = foundByKey.get(keyOf(held));
    if (condition !== undefined) keep({ ...held, ...condition, lastSeenAt: now });
    else if (now.getTime() - held.lastSeenAt.getTime() < CLEARS_MS) outcome.open.push(held);
    else {
      outcome.ended.push(held);
      if (held.told !== undefined) outcome.news.push(newsOf("over", held));
    }
  }
  for (const condition of found)
    if (!known.has(keyOf(condition))) keep({ ...condition, firstSeenAt: now, lastSeenAt: now });
  return outcome;

  function keep(held: OpenCondition): void {
    const change = changeOf(held, now);
    if (change === undefined) outcome.open.push(held);
    else {
      outcome.open.push({ ...held, told: { severity: held.severity, figure: held.figure } });
      outcome.news.push(newsOf(change, held));
    }
  }
}

function changeOf({ told, severity, figure, firstSeenAt }: OpenCondition, now: Date): ConditionChange | undefined {
  if (told === undefined) return now.getTime() - firstSeenAt.getTime() >= HOLDS_MS ? "opened" : undefined;
  const isSeverer = severity === "critical" && told.severity === "warning";
  return isSeverer || figure >= told.figure * WORSE_TIMES ? "worse" : undefined;
}

function newsOf(change: ConditionChange, { kind, about, severity, figure, firstSeenAt }: OpenCondition): ConditionNews {
  return { change, kind, about, severity, figure, since: Math.floor(firstSeenAt.getTime() / 1_000) };
}

function keyOf({ kind, about }: Pick<Condition, "kind" | "about">): string {
  return `${kind}/${about}`;
}
