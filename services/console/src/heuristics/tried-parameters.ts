import type { RuleDetail } from "@redflag/contract/http/routes/heuristics";
import { type AskedParameter, isSame, parameterText, readParameter } from "./parameter-input.ts";

export interface TriedParameter extends AskedParameter {
  description: string;
  /** The rule's own. */
  own: unknown;
  /** What is enforced, or would be again if the rule were switched on: what the API takes for granted. */
  base: unknown;
}

/** What a form of a rule's parameters asks for. */
export function triedParameters({ parameters, changed }: Pick<RuleDetail, "parameters" | "changed">): TriedParameter[] {
  return parameters.map(({ default: own, name, description, type, least, most }) => ({
    name,
    description,
    type,
    least,
    most,
    own,
    base: changed[name] ?? own,
  }));
}

/**
 * What stands in the form at first: what a link brought, else what is tried already, else what is enforced. Names that are no
 * parameter of the rule are left out: a link may be of an older version.
 */
export function firstTexts(
  rule: Pick<RuleDetail, "parameters" | "changed" | "shadow">,
  brought: Readonly<Record<string, unknown>> | undefined,
): Record<string, string> {
  const from = brought ?? rule.shadow?.parameters ?? {};
  return Object.fromEntries(
    triedParameters(rule).map(({ name, base }) => [name, parameterText(Object.hasOwn(from, name) ? from[name] : base)]),
  );
}

/** What differs from what is enforced, as the API takes it; undefined where something is not valid. */
export function triedChanges(
  parameters: readonly TriedParameter[],
  texts: Readonly<Record<string, string>>,
): Record<string, unknown> | undefined {
  const changes: Record<string, unknown> = {};
  for (const parameter of parameters) {
    const read = readParameter(parameter, texts[parameter.name] ?? parameterText(parameter.base));
    if (!read.isValid) return undefined;
    if (!isSame(read.value, parameter.base)) changes[parameter.name] = read.value;
  }
  return changes;
}
