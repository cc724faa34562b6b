import { examples } from "@redflag/cli/command-options";
import type { Command } from "commander";
import { wholeNumber } from "../../whole-number.ts";
import { jsonOption, transfersOption } from "../bench-options.ts";
import { CHAIN_CACHE } from "../chain-cache.ts";
import { tellFigures, tellStep } from "../tell-figures.ts";

interface Options {
  transfers: number;
  json?: boolean;
}

/** Beyond it the connections of one PostgreSQL end. */
const WORKERS_MAX = 8;
/** Each matches three subscriptions; three in ten of their receivers are bad. */
const WEBHOOKS = { alertsPerS: 2_000, seconds: 1, subscribers: 20, subscriptions: 300, matching: 3 };

const parseWorkers = wholeNumber(1, WORKERS_MAX);

export function addWorkersCommand(program: Command): void {
  program
    .command("workers")
    .description(
      "The work for each transfer and webhook by so many processes on one queue and one database. Linux only.",
    )
    .argument("<counts>", `processes of a kind, one run each, such as 1,2,4; at most ${WORKERS_MAX}`, (text: string) =>
      text.split(",").map(parseWorkers),
    )
    .addOption(transfersOption(1_000_000))
    .addOption(jsonOption())
    .addHelpText("after", examples("npx pnpm bench workers 1,2,4", "npx pnpm bench workers 1,2 --transfers 200000"))
    .action(async (workers: number[], { transfers, json }: Options) => {
      const { runWorkers } = await import("./run-workers.ts");
      const { workersText } = await import("./work-figures.ts");
      const options = { workers, transfers, webhooks: WEBHOOKS, cacheDir: CHAIN_CACHE, onStep: tellStep };
      tellFigures(await runWorkers(options), workersText, json);
    });
}
