import type { Canonical } from "@redflag/domain/content-hash";
import type { Heuristic } from "@redflag/domain/heuristic";
import { listParameters } from "@redflag/domain/heuristic-parameters";
import { type ChangedParams, checkParams } from "@redflag/domain/heuristic-setting";
import { InvalidRequest } from "./invalid-request.ts";

/**
 * Parameters as a rule takes them: all of them, and those that are not its own.
 * @throws InvalidRequest, which names each that is wrong with what is allowed
 */
export function checkedParams(rule: Heuristic, given: ChangedParams) {
  const checked = checkParams(rule, given);
  if (checked.isValid) return checked;
  const names = listParameters(rule).map(({ name }) => name);
  const known = names.length === 0 ? "it has none" : `it has ${names.join(", ")}`;
  throw new InvalidRequest([
    ...checked.unknown.map((name) => ({ at: pointerTo(name), fault: `is no parameter of ${rule.id}: ${known}` })),
    ...checked.faults.map(({ name, text }) => ({ at: pointerTo(name), fault: text })),
  ]);
}

/** The body came as JSON: whatever is in it has a canonical form, or the rule does not take it. */
export function givenParams(parameters: Readonly<Record<string, unknown>> | undefined): ChangedParams {
  return (parameters ?? {}) as Readonly<Record<string, Canonical>>;
}

function pointerTo(name: string): string {
  const escaped = name.replaceAll("~", "~0").replaceAll("/", "~1");
  return name === "" ? "/parameters" : `/parameters/${escaped}`;
}
