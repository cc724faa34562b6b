import { examples, jsonOption, parseChoices } from "@redflag/cli/command-options";
import { newProgram } from "@redflag/cli/run-program";
import { graphParams } from "@redflag/domain/graph/graph-params";
import { type Command, InvalidArgumentError, Option } from "commander";
import { CHAIN_LOADS } from "../bench/live/chain-load.ts";
import { parseFileToWrite } from "../file-arguments.ts";
import { wholeNumber } from "../whole-number.ts";

export interface SoakOptions {
  hours: number;
  /** Transfers a second. */
  rate: number;
  chains: string[];
  /** New pairs that the window of each chain holds, and is filled with first; absent where windows begin empty, with what is usual. */
  pairs?: number;
  json?: boolean;
  samples?: string;
  chart?: string;
}

const CHAINS = CHAIN_LOADS.map(({ chain }): string => chain.name);
const HOURS_MAX = 1_000;
/** What one process of chains can bring here. */
const RATE_MAX = 5_000;
const RATE = 500;

const parseChains = parseChoices(CHAINS);
/** As many as an operator may set. */
const { minValue: PAIRS_MIN, maxValue: PAIRS_MAX } = graphParams.shape.pairsMax.unwrap();

export function soakCommand(run: (options: SoakOptions) => void | Promise<void>): Command {
  return newProgram("npx pnpm soak")
    .description(
      "A steady rate of transfers on nine chains with reorgs and lists that change, for hours, and what grows meanwhile: memory, " +
        "connections, queues, disk, how late alerts are. SIGTERM ends it early, with what it has measured.",
    )
    .requiredOption("--hours <h>", `how long, a number above 0 up to ${HOURS_MAX}, such as 0.5`, decimal(HOURS_MAX))
    .addOption(
      new Option("--rate <n>", "transfers a second on all chains together").argParser(decimal(RATE_MAX)).default(RATE),
    )
    .addOption(
      new Option("--chains <names>", "the chains, separated by commas")
        .argParser((text) => [...new Set(parseChains(text))])
        .default(CHAINS, CHAINS.join(",")),
    )
    .option(
      "--pairs <n>",
      "new pairs that each chain's window holds, and is filled with first; windows begin empty unless told",
      wholeNumber(Number(PAIRS_MIN), Number(PAIRS_MAX)),
    )
    .addOption(jsonOption("print the figures as one JSON object"))
    .option("--samples <file>", "write each sample there as it comes, a JSON object a line", parseFileToWrite)
    .option("--chart <file.svg>", "write a chart there at the end", parseFileToWrite)
    .addHelpText(
      "after",
      examples("npx pnpm soak --hours 4", "npx pnpm soak --hours 0.5 --rate 250 --samples soak.jsonl --chart soak.svg"),
    )
    .action(run);
}

function decimal(max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,4}(\.\d{1,4})?$/.test(text) ? Number(text) : Number.NaN;
    if (value > 0 && value <= max) return value;
    throw new InvalidArgumentError(`a number above 0 up to ${max} is expected`);
  };
}
