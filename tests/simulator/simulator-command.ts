import { randomInt } from "node:crypto";
import { examples, jsonOption } from "@redflag/cli/command-options";
import { newProgram } from "@redflag/cli/run-program";
import { type Command, InvalidArgumentError } from "commander";
import { wholeNumber } from "../whole-number.ts";

export interface SimulatorOptions {
  /** The first seed. */
  seed: number;
  /** How many seeds to run after the museum, or for how long. */
  limit: { seeds: number } | { seconds: number };
  museum: boolean;
  json: boolean;
  trace: boolean;
}

interface Given {
  seed?: number;
  seeds?: number | SeedSpan;
  seconds?: number;
  json?: boolean;
  trace?: boolean;
}

interface SeedSpan {
  from: number;
  to: number;
}

const SEED_MAX = 2 ** 31;
const SEEDS = 20;

const parseNumber = wholeNumber(0, 9_999_999_999);

/** `--seed N` alone runs that one seed; what goes on from it, or from a random one, does so after the museum. */
export function simulatorCommand(run: (options: SimulatorOptions) => void | Promise<void>): Command {
  const command = newProgram("npx pnpm sim")
    .description(
      "Plays worlds on a real PostgreSQL, each of which follows from its seed, and says what broke. First the museum of seeds that " +
        `once broke something, then new ones: ${SEEDS}, or as many or as long as is told.`,
    )
    .option("--seed <n>", "this one alone; with --seeds <n> or --seconds the first of the new ones", parseNumber)
    .option("--seeds <n or a..b>", "so many new ones; or those from a to b and no others, not the museum's", parseSeeds)
    .option("--seconds <s>", "new ones until so much time is over", parseNumber)
    .addOption(jsonOption("end with one JSON object and tell nothing before"))
    .option("--trace", "tell every step that was taken")
    .addHelpText(
      "after",
      examples("npx pnpm sim --seconds 60", "npx pnpm sim --seeds 1..1000", "npx pnpm sim --seed 42 --trace"),
    )
    .action((given: Given) => {
      if (typeof given.seeds === "object" && given.seed !== undefined && given.seconds === undefined) {
        command.error("error: --seeds a..b says where to begin: it is expected without --seed");
      }
      return run(optionsOf(given));
    });
  return command;
}

function optionsOf({ seed: first, seeds, seconds, json = false, trace = false }: Given): SimulatorOptions {
  const common = { seed: first ?? randomInt(SEED_MAX), json, trace };
  if (seconds !== undefined) return { ...common, limit: { seconds }, museum: true };
  if (typeof seeds === "object") {
    return { ...common, seed: seeds.from, limit: { seeds: seeds.to - seeds.from + 1 }, museum: false };
  }
  if (seeds !== undefined) return { ...common, limit: { seeds }, museum: true };
  return { ...common, limit: { seeds: first === undefined ? SEEDS : 1 }, museum: first === undefined };
}

function parseSeeds(text: string): number | SeedSpan {
  const dots = text.indexOf("..");
  if (dots === -1) return parseNumber(text);
  const span = { from: parseNumber(text.slice(0, dots)), to: parseNumber(text.slice(dots + 2)) };
  if (span.to < span.from) throw new InvalidArgumentError("it ends before it begins");
  return span;
}
