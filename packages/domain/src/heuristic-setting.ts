import type { Canonical } from "./content-hash.ts";
import type { Heuristic } from "./heuristic.ts";
import { listParameters, type Parameter, rangeText } from "./heuristic-parameters.ts";

/** Parameters by name, those alone that differ from a rule's own. */
export type ChangedParams = Readonly<Record<string, Canonical>>;

/** What people may set: a rule, or the search among new pairs that rules about them share. */
export interface Settable extends Pick<Heuristic, "id" | "version" | "title" | "summary" | "params"> {
  stage: Heuristic["stage"] | "search";
}

/** What people have set of one rule. Never changed: the next one has the next number. */
export interface HeuristicSetting {
  heuristic: string;
  /** Counted from 1 for each rule. */
  seq: number;
  /** It raises alerts. */
  isEnforced: boolean;
  params: ChangedParams;
  /** Tried beside what is enforced, without an alert; absent where nothing is. */
  shadowParams?: ChangedParams;
}

/** What a rule is told to do: alerts, findings that only count, both at once with other parameters, or nothing. */
export type HeuristicMode = "enforced" | "enforced and shadow" | "shadow" | "off";

export function modeOf(setting: HeuristicSetting | undefined): HeuristicMode {
  if (setting === undefined) return "enforced";
  if (setting.shadowParams === undefined) return setting.isEnforced ? "enforced" : "off";
  return setting.isEnforced ? "enforced and shadow" : "shadow";
}

/**
 * A rule about listed addresses has no way to be switched off: whoever is listed must be seen. Nor has the search: its rules
 * would be silent and called enforced.
 */
export function mustBeEnforced({ stage }: Pick<Settable, "stage">): boolean {
  return stage === "head" || stage === "search";
}

/** What is always enforced is not tried beside itself. */
export function mayBeTried(settable: Pick<Settable, "stage">): boolean {
  return !mustBeEnforced(settable);
}

/** Rules of a lane's head and depth: what judges across chains or what lies between addresses is no fold of one rule. */
export function mayBeBacktested({ stage }: Pick<Heuristic, "stage">): boolean {
  return stage === "head" || stage === "depth";
}

/** All of a rule's parameters as they are enforced; undefined where it is not. */
export function enforcedParams(
  settable: Pick<Settable, "stage" | "params">,
  setting: HeuristicSetting | undefined,
): Record<string, Canonical> | undefined {
  if (setting?.isEnforced === false && !mustBeEnforced(settable)) return undefined;
  return paramsWith(settable, setting?.params ?? {}) ?? paramsWith(settable, {});
}

/** All of a rule's parameters as they are tried beside; undefined where nothing is, or where they fit the rule no more. */
export function shadowParams(heuristic: Heuristic, setting: HeuristicSetting): Record<string, Canonical> | undefined {
  if (setting.shadowParams === undefined || !mayBeTried(heuristic)) return undefined;
  return paramsWith(heuristic, setting.shadowParams);
}

/**
 * A rule's own parameters with these changed; undefined where it does not take them: a later version may have others. The
 * lane then goes on with the rule's own, and the epoch says so: a change of program must not stop the watchlist.
 */
function paramsWith(
  { params }: Pick<Settable, "params">,
  changed: ChangedParams,
): Record<string, Canonical> | undefined {
  const parsed = params.safeParse(changed);
  return parsed.success ? (parsed.data as Record<string, Canonical>) : undefined;
}

/** What a rule makes of parameters that somebody gives it. */
export type CheckedParams =
  | { isValid: true; params: ChangedParams; all: Record<string, Canonical> }
  /** Every fault with the name of its parameter, empty where it is of several; and names that are no parameter of the rule. */
  | { isValid: false; faults: Array<{ name: string; text: string }>; unknown: string[] };

/** Holds parameters to a rule's ranges, all of them at once; those that are its own anyway are left out. */
export function checkParams(settable: Pick<Settable, "params">, given: ChangedParams): CheckedParams {
  const parameters = listParameters(settable);
  const known = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const unknown = Object.keys(given).filter((name) => !known.has(name));
  const named = Object.fromEntries(Object.entries(given).filter(([name]) => known.has(name)));
  const parsed = settable.params.safeParse(named);
  if (!parsed.success) {
    const byName = Map.groupBy(parsed.error.issues, ({ path }) => String(path[0] ?? ""));
    const faults = [...byName].map(([name, issues]) => ({
      name,
      text: faultText(known.get(name), given[name], issues[0]?.message ?? ""),
    }));
    return { isValid: false, faults, unknown };
  }
  if (unknown.length > 0) return { isValid: false, faults: [], unknown };
  const all = parsed.data as Record<string, Canonical>;
  const own = settable.params.parse({}) as Record<string, Canonical>;
  const changed = Object.entries(all).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(own[name]));
  return { isValid: true, params: Object.fromEntries(changed), all };
}

function faultText(parameter: Parameter | undefined, value: Canonical | undefined, message: string): string {
  if (parameter === undefined) return message;
  const range = rangeText(parameter);
  const allowed = range === undefined ? message : `${range} is allowed`;
  return `${parameter.name} ${JSON.stringify(value)}: ${allowed}, its own is ${JSON.stringify(parameter.value)}`;
}
