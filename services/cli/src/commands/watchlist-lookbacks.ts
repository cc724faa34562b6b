import { assertList } from "@redflag/api/known-list";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS, getChain } from "@redflag/domain/chain-registry";
import { type LookbackStanding, listLookbacks } from "@redflag/store/lookback";
import type { Command } from "commander";
import { chainOption, examples, jsonOption } from "../command-options.ts";
import { parseListId } from "../list-id.ts";
import { lookbackSecondsLeft, lookbackText } from "../lookback-text.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

/** The newest ones; whoever wants older ones has the alerts. */
const SHOWN_MAX = 200;

interface Options {
  chain?: string;
  json?: boolean;
}

export function addWatchlistLookbacks(watchlist: Command): void {
  watchlist
    .command("lookbacks")
    .argument("[list]", "the list's id; all lists unless given", parseListId)
    .description("what the past of each chain was looked at for after a list changed, how far, and what was found")
    .addOption(chainOption())
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag watchlist lookbacks", "redflag watchlist lookbacks ofac-sdn --json"))
    .action((list: string | undefined, { chain: name, json = false }: Options) =>
      runCommand((context) =>
        withCurrentDatabase(context, async ({ db }) => {
          if (list !== undefined) await assertList(db.kysely, list);
          const chainId = name === undefined ? undefined : getChain(name).id;
          const only = { ...(list !== undefined && { listId: list }), ...(chainId !== undefined && { chainId }) };
          const lookbacks = await listLookbacks(db.kysely, SHOWN_MAX, only);
          const now = Math.floor(Date.now() / 1000);
          for (const lookback of lookbacks) show(lookback, json, now);
          if (!json) noteOn(lookbacks);
        }),
      ),
    );
}

function show(lookback: LookbackStanding, json: boolean, now: number): void {
  const chain = CHAINS.find(({ id }) => id === lookback.chainId);
  if (chain === undefined) throw new Error(`Broken invariant: chain ${lookback.chainId} of a lookback is registered`);
  if (json) writeJson(bodyOf(chain, lookback, now));
  else writeLine(lookbackText(chain, lookback, now));
}

function bodyOf({ caip2 }: Chain, lookback: LookbackStanding, now: number) {
  const { chainId: _, ...facts } = lookback;
  const secondsLeft = lookbackSecondsLeft(lookback, now);
  const isFinished = lookback.finishedAt !== undefined;
  return { chain: caip2, ...facts, isFinished, ...(secondsLeft !== undefined && { secondsLeft }) };
}

function noteOn(lookbacks: readonly LookbackStanding[]): void {
  if (lookbacks.length === 0) writeNote("none: no list has changed while a lane had a past");
  if (lookbacks.length === SHOWN_MAX) writeNote(`the newest ${SHOWN_MAX}; name a list or a chain to see others`);
  if (lookbacks.some(({ alertCount }) => alertCount > 0)) {
    writeNote("each alert says which entry of which version it is because of: `redflag alerts`");
  }
}
