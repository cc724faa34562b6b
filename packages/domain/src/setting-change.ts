import { canonicalText } from "./content-hash.ts";
import {
  type ChangedParams,
  type HeuristicSetting,
  mayBeTried,
  mustBeEnforced,
  type Settable,
} from "./heuristic-setting.ts";
import { Problem } from "./problem.ts";

/** What holds of a rule, without its number. */
export type HeldSetting = Omit<HeuristicSetting, "heuristic" | "seq">;

/** What holds of a rule that nobody has set. */
const UNSET: HeldSetting = { isEnforced: true, params: {} };

export function heldOf(setting: HeuristicSetting | undefined): HeldSetting {
  if (setting === undefined) return UNSET;
  const { isEnforced, params, shadowParams } = setting;
  return { isEnforced, params, ...(shadowParams !== undefined && { shadowParams }) };
}

export function isSameSetting(one: HeldSetting, other: HeldSetting): boolean {
  return contentOf(one) === contentOf(other);
}

function contentOf({ isEnforced, params, shadowParams }: HeldSetting): string {
  return canonicalText({ isEnforced, params, ...(shadowParams !== undefined && { shadowParams }) });
}

/** What people do with a rule; `set` alone names what is enforced without having been tried, and is the operator's. */
export type SettingVerb = "set" | "shadow" | "stop_shadow" | "promote" | "off" | "on" | "reset";

/** @returns a rule's parameters without those that are its own; @throws where it does not take them */
type CheckParams = (given: ChangedParams) => ChangedParams;

/**
 * What the verb makes of what holds.
 * @param given parameters that differ from what is enforced, of `set` and `shadow`
 * @throws Problem `heuristic_setting_refused`, and what `check` throws
 */
export function changeSetting(
  rule: Pick<Settable, "id" | "stage">,
  held: HeldSetting,
  verb: SettingVerb,
  given: ChangedParams,
  check: CheckParams,
): HeldSetting {
  const { shadowParams, ...enforced } = held;
  switch (verb) {
    case "set":
      if (Object.keys(given).length === 0) throw refused(rule, "name at least one parameter");
      return { ...held, isEnforced: true, params: check({ ...held.params, ...given }) };
    case "shadow":
      if (!mayBeTried(rule)) throw refused(rule, `${WHY_ENFORCED[rule.stage]}: there is nothing to try beside it`);
      return { ...held, shadowParams: check({ ...held.params, ...given }) };
    case "stop_shadow":
      if (shadowParams === undefined) throw refused(rule, "nothing is tried in shadow");
      return enforced;
    case "promote":
      if (shadowParams === undefined) throw refused(rule, "nothing is tried in shadow that could be promoted");
      return { isEnforced: true, params: check(shadowParams) };
    case "off":
      if (mustBeEnforced(rule)) throw refused(rule, `${WHY_ENFORCED[rule.stage]}: it cannot be off`);
      return { ...held, isEnforced: false };
    case "on":
      return { ...held, isEnforced: true };
    case "reset":
      return UNSET;
  }
}

/** Of what is always enforced. */
const WHY_ENFORCED: Partial<Record<Settable["stage"], string>> = {
  head: "it judges by the lists alone, and whoever is listed must be seen",
  search: "the rules about new pairs look in it, and can be off one by one",
};

function refused({ id }: Pick<Settable, "id">, why: string): Problem {
  return new Problem("heuristic_setting_refused", `${id}: ${why}`);
}
