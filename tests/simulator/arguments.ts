import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";

export interface SimulatorArguments {
  /** The first seed. */
  seed: number;
  /** How many seeds to run after the museum, or for how long. */
  limit: { seeds: number } | { seconds: number };
  museum: boolean;
  json: boolean;
  trace: boolean;
}

const SEED_MAX = 2 ** 31;

/**
 * `--seed N` alone runs that one seed; `--seeds K` or `--seconds S` go on from it, or from a random one, after the museum.
 * `--seeds A..B` runs these and no others.
 */
export function parseArguments(given: readonly string[]): SimulatorArguments {
  const { values } = parseArgs({
    args: [...given],
    options: {
      seed: { type: "string" },
      seeds: { type: "string" },
      seconds: { type: "string" },
      json: { type: "boolean", default: false },
      trace: { type: "boolean", default: false },
    },
  });
  const seed = values.seed === undefined ? randomInt(SEED_MAX) : wholeNumber("seed", values.seed);
  const { json, trace } = values;
  const common = { seed, json, trace };
  if (values.seconds !== undefined) {
    return { ...common, limit: { seconds: wholeNumber("seconds", values.seconds) }, museum: true };
  }
  const span = /^(\d{1,10})\.\.(\d{1,10})$/.exec(values.seeds ?? "");
  if (span !== null) {
    if (values.seed !== undefined) throw new TypeError("--seeds A..B says where to begin: without --seed");
    const [from, to] = [Number(span[1]), Number(span[2])];
    if (to < from) throw new TypeError(`--seeds ${values.seeds}: ends before it begins`);
    return { ...common, seed: from, limit: { seeds: to - from + 1 }, museum: false };
  }
  if (values.seeds !== undefined) {
    return { ...common, limit: { seeds: wholeNumber("seeds", values.seeds) }, museum: true };
  }
  return { ...common, limit: { seeds: values.seed === undefined ? 20 : 1 }, museum: values.seed === undefined };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new TypeError(`--${name} ${text}: not a whole number`);
  return Number(text);
}
