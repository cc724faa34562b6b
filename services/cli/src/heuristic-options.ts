import type { Canonical } from "@redflag/domain/content-hash";
import { GRAPH_WATCH } from "@redflag/domain/graph/graph-params";
import type { Heuristic } from "@redflag/domain/heuristic";
import { listParameters } from "@redflag/domain/heuristic-parameters";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { type ChangedParams, checkParams, type Settable } from "@redflag/domain/heuristic-setting";
import { Problem } from "@redflag/domain/problem";
import { InvalidArgumentError, Option } from "commander";
import { closestMatch } from "leven";

/** Letters by which a name may differ from the one that was meant. */
const TYPING_ERRORS_MAX = 6;

/** `--set name=value`, as often as there are parameters. */
export function paramOption(description: string): Option {
  return new Option("--set <name=value>", `${description}; again for each parameter`)
    .argParser(addParam)
    .default({}, "none");
}

function addParam(text: string, before: ChangedParams): ChangedParams {
  const [, name, value] = /^([A-Za-z]\w*)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError("a parameter and its value are expected, such as receivedUsdMin=900");
  }
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`${name} is given twice`);
  return { ...before, [name]: parameterValue(value) };
}

/** As JSON has it, and a word without quotes as text. */
function parameterValue(text: string): Canonical {
  try {
    const value = JSON.parse(text) as Canonical;
    // What no number of ours can hold would be told as `null`.
    return typeof value === "number" && !Number.isFinite(value) ? text : value;
  } catch {
    return text;
  }
}

/** The rules, and the search that those about new pairs share. */
export const SETTABLES: ReadonlyArray<Heuristic | typeof GRAPH_WATCH> = [...HEURISTICS, GRAPH_WATCH];

/** @throws Problem `heuristic_unknown`, with the name that may be meant */
export function getHeuristic(id: string): Heuristic {
  return getNamed(HEURISTICS, id);
}

/** @throws Problem `heuristic_unknown`, with the name that may be meant */
export function getSettable(id: string): Heuristic | typeof GRAPH_WATCH {
  return getNamed(SETTABLES, id);
}

function getNamed<Named extends { id: string }>(known: readonly Named[], id: string): Named {
  const found = known.find((one) => one.id === id);
  if (found !== undefined) return found;
  const meant = meantText(
    id,
    known.map((one) => one.id),
  );
  throw new Problem("heuristic_unknown", `there is no "${id}"${meant}`);
}

/**
 * Parameters of a rule that were checked, without those that are its own.
 * @throws Problem `parameters_invalid`, which names everything that is wrong
 */
export function checkedParams(heuristic: Pick<Settable, "id" | "params">, given: ChangedParams) {
  const checked = checkParams(heuristic, given);
  if (checked.isValid) return checked;
  const names = listParameters(heuristic).map(({ name }) => name);
  const known = names.length === 0 ? "it has none" : `it has ${names.join(", ")}`;
  const unknown = checked.unknown.map((name) => `${name} is no parameter of ${heuristic.id}${meantText(name, names)}`);
  const faults = [...unknown, ...checked.faults.map(({ text }) => text), ...(unknown.length > 0 ? [known] : [])];
  throw new Problem("parameters_invalid", faults.join("; "));
}

function meantText(given: string, known: readonly string[]): string {
  const nearest = closestMatch(given, known, { maxDistance: Math.min(TYPING_ERRORS_MAX, given.length >> 1) });
  return nearest === undefined ? "" : `, did you mean ${nearest}?`;
}
