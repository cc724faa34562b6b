import { type Canonical, canonicalText } from "./content-hash.ts";
import { countOf } from "./decimal-text.ts";
import type { Epoch } from "./epoch.ts";
import { listParameters } from "./heuristic-parameters.ts";
import { HEURISTICS } from "./heuristic-registry.ts";
import { LOOKBACK_PARAMETERS, LOOKBACK_RULES, LOOKBACK_VERSION } from "./lookback.ts";

/** One parameter as an alert was judged by. */
export interface ExplainedParameter {
  name: string;
  value: Canonical;
  /** Absent where this program does not have the rule in that version, and so not its defaults. */
  isDefault?: boolean;
  /** What it is of; ours are marked [E], published ones [P]. */
  description?: string;
}

/** By which rule, in which version and with which parameters something was judged. JSON-safe. */
export interface ExplainedRule {
  id: string;
  version: number;
  /** Of this program's version of the rule; absent where it has none of that version. */
  title?: string;
  sources?: readonly string[];
  /** The epoch that the parameters are taken from; absent where no epoch names the rule in that version. */
  epoch?: number;
  parameters: readonly ExplainedParameter[];
}

/** @param epoch in force at the block that was judged */
export function explainRule(id: string, version: number, epoch: Epoch | undefined): ExplainedRule {
  if (LOOKBACK_RULES.includes(id)) return { id, version, parameters: lookbackParameters(version) };
  const known = HEURISTICS.find((heuristic) => heuristic.id === id && heuristic.version === version);
  const held = epoch?.inputs.heuristics.find((heuristic) => heuristic.id === id && heuristic.version === version);
  const declared = known === undefined ? [] : listParameters(known);
  return {
    id,
    version,
    ...(known && { title: known.title, sources: known.sources }),
    ...(held && epoch && { epoch: epoch.seq }),
    parameters: Object.entries(held?.params ?? {}).map(([name, value]) => {
      const parameter = declared.find((candidate) => candidate.name === name);
      if (parameter === undefined) return { name, value };
      const isDefault = canonicalText(value) === canonicalText(parameter.value as Canonical);
      return { name, value, isDefault, description: parameter.description };
    }),
  };
}

function lookbackParameters(version: number): ExplainedParameter[] {
  if (version !== LOOKBACK_VERSION) return [];
  return Object.entries(LOOKBACK_PARAMETERS).map(([name, value]) => ({ name, value, isDefault: true }));
}

/** "payersMin 20 (default): distinct payers [E]"; of a table how many rows it has: the JSON has them. */
export function parameterText({ name, value, isDefault, description }: ExplainedParameter): string {
  const origin = isDefault === undefined ? "" : isDefault ? " (default)" : " (not the default)";
  const meaning = description === undefined || description === "" ? "" : `: ${description}`;
  return `${name} ${valueText(value)}${origin}${meaning}`;
}

function valueText(value: Canonical): string {
  if (Array.isArray(value)) return countOf(value.length, "row");
  return typeof value === "string" ? value : canonicalText(value);
}
