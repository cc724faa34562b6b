import { CHAINS } from "@redflag/domain/chain-registry";
import { type Lookback, listLookbacks } from "@redflag/store/lookback";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { lookbackText } from "../lookback-text.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

/** The newest ones; whoever wants older ones has the alerts. */
const SHOWN_MAX = 200;

export function addWatchlistLookbacks(watchlist: Command): void {
  watchlist
    .command("lookbacks")
    .description("what the past of each chain was looked at for after a list changed, how far, and what was found")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag watchlist lookbacks"))
    .action(({ json = false }: { json?: boolean }) =>
      runCommand((context) =>
        withCurrentDatabase(context, async ({ db }) => {
          const lookbacks = await listLookbacks(db.kysely, SHOWN_MAX);
          if (lookbacks.length === 0 && !json) writeNote("none: no list has changed while a lane had a past");
          for (const lookback of lookbacks) show(lookback, json);
        }),
      ),
    );
}

function show(lookback: Lookback, json: boolean): void {
  const chain = CHAINS.find(({ id }) => id === lookback.chainId);
  if (chain === undefined) throw new Error(`Broken invariant: chain ${lookback.chainId} of a lookback is registered`);
  const { chainId, ...facts } = lookback;
  if (json) writeJson({ chain: chain.caip2, ...facts, isFinished: lookback.finishedAt !== undefined });
  else writeLine(lookbackText(chain, lookback));
}
