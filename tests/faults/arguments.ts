import { parseArgs } from "node:util";

export interface FaultArguments {
  /** Names of faults; all of them when there are none. */
  only: string[];
  rounds: number;
  json: boolean;
}

const ROUNDS = "3";

/**
 * @param names that `--only` may take
 * @throws TypeError in words
 */
export function parseArguments(given: readonly string[], names: readonly string[]): FaultArguments {
  const { values } = parseArgs({
    args: [...given],
    options: {
      only: { type: "string", multiple: true, default: [] },
      rounds: { type: "string", default: ROUNDS },
      json: { type: "boolean", default: false },
    },
  });
  const { only, rounds, json } = values;
  for (const name of only) {
    if (!names.includes(name)) throw new TypeError(`--only ${name}: no such fault; there are ${names.join(", ")}`);
  }
  if (!/^[1-9]\d{0,3}$/.test(rounds)) throw new TypeError(`--rounds ${rounds}: not a whole number above 0`);
  return { only, rounds: Number(rounds), json };
}
