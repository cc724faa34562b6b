import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { countGroups, type FoundAlert, groupsByPayment } from "./found-alert.ts";
import { groupsOf, type LabelledSet, type Labels } from "./labelled-set.ts";
import { mergeAlerts } from "./merge-alerts.ts";
import { type DetectionScore, type PatternScore, scoreGroups } from "./score-groups.ts";

/** What one rule found, and what it took for it. */
export interface RuleScore {
  rule: string;
  alerts: number;
  /** Alerts that hold a scheme. */
  right: number;
  /** Patterns of schemes, and of twins, that it holds any of. */
  schemes: PatternScore[];
  twins: PatternScore[];
}

export interface AlertScore {
  /** Of shapes among new pairs alone. */
  shapes: DetectionScore;
  /** Of all rules, those about one scheme as one. */
  all: DetectionScore;
  rules: RuleScore[];
  /** Groups that narrow at one address and that a shape holds: by pattern, of how many an alert names it. */
  narrows: PatternScore[];
}

const SHAPE_IDS: ReadonlySet<string> = new Set(HEURISTICS.flatMap(({ id, stage }) => (stage === "graph" ? [id] : [])));

export function scoreAlerts(alerts: readonly FoundAlert[], set: LabelledSet & Labels): AlertScore {
  const groupOf = groupsByPayment(set.payments);
  const groups = groupsOf(set, set);
  const score = (given: readonly FoundAlert[]) =>
    scoreGroups(
      given.map((alert) => countGroups(alert, groupOf)),
      groups,
      set.payments.length,
    );
  const byRule = Map.groupBy(alerts, ({ rules }) => rules[0] as string);
  return {
    narrows: narrowScores(alerts, set, groupOf),
    shapes: score([...byRule].flatMap(([rule, own]) => (SHAPE_IDS.has(rule) ? own : []))),
    all: score(mergeAlerts(alerts)),
    rules: [...byRule].map(([rule, own]) => ruleScore(rule, score(own))).sort((a, b) => (a.rule < b.rule ? -1 : 1)),
  };
}

function ruleScore(rule: string, { alerts, precision, patterns, twins }: DetectionScore): RuleScore {
  const held = (scores: readonly PatternScore[]) => scores.filter(({ found }) => found > 0);
  return { rule, alerts, right: Math.round(alerts * precision), schemes: held(patterns), twins: held(twins) };
}

/** An alert holds such a group here with any two of its payments. */
function narrowScores(
  alerts: readonly FoundAlert[],
  { patterns, narrows = new Map() }: Labels,
  groupOf: ReadonlyMap<string, string | undefined>,
): PatternScore[] {
  const named = new Map<string, boolean>();
  for (const alert of alerts) {
    if (alert.junctions === undefined) continue;
    for (const [group, count] of countGroups(alert, groupOf).counts) {
      const address = group === undefined ? undefined : narrows.get(group);
      if (group === undefined || address === undefined || count < 2) continue;
      named.set(group, named.get(group) === true || alert.junctions.includes(address));
    }
  }
  const byPattern = Map.groupBy(named, ([group]) => patterns.get(group)?.pattern ?? "");
  return [...byPattern].map(([pattern, of]) => ({ pattern, found: of.filter(([, is]) => is).length, of: of.length }));
}
