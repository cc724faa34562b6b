import type { Chain } from "@redflag/domain/chain";
import { getChain } from "@redflag/domain/chain-registry";
import { Problem } from "@redflag/domain/problem";
import { askAgain, RETRIES_AT_FIRST } from "@redflag/ingest/ask-again";
import type { IngestDeps } from "@redflag/ingest/ingest-deps";
import { ingestRange } from "@redflag/ingest/ingest-range";
import { observeHead } from "@redflag/ingest/observe-head";
import { getEndpoints, openChain } from "@redflag/ingest/open-chain";
import type { InputCache } from "@redflag/screen/input-cache";
import { screenLane } from "@redflag/screen/screen-lane";
import { todaysInputs } from "@redflag/screen/todays-inputs";
import { withGraphThread } from "@redflag/screen/with-graph-thread";
import { countAlerts } from "@redflag/store/alert-read";
import type { Database } from "@redflag/store/database";
import { findLane, insertLane, type Lane } from "@redflag/store/lane";
import { findTip, upsertTip } from "@redflag/store/tip";
import type { Command } from "commander";
import { examples, jsonOption, parseBlockNumber, requiredChainOption } from "../command-options.ts";
import { findFinalBarrier } from "../final-barrier.ts";
import { ingestText, provisionalText } from "../ingest-summary.ts";
import { writeJson, writeLine } from "../output.ts";
import { createProgress } from "../progress.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { importShippedBorders } from "../shipped-borders.ts";
import { importShippedLists } from "../shipped-lists.ts";
import { unscreenedParts } from "../unscreened-parts.ts";
import { withMigratedDatabase } from "../with-database.ts";

interface Options {
  chain: string;
  from: number;
  to: number;
  final?: boolean;
  json?: boolean;
}

export function addIngestCommand(program: Command): void {
  program
    .command("ingest")
    .description("read and screen a range of blocks, then exit")
    .addOption(requiredChainOption())
    .requiredOption("--from <block>", "first block", parseBlockNumber)
    .requiredOption("--to <block>", "last block, read too", parseBlockNumber)
    .option("--final", "take the range as final, whatever the chain says of it")
    .addOption(jsonOption('end with {"blocks","transfers","refused","alerts","seconds"}'))
    .addHelpText("after", examples("redflag ingest --chain ethereum --from 18000000 --to 18000999"))
    .action((options: Options) => runCommand((context) => ingest(context, options)));
}

async function ingest(context: CommandContext, options: Options): Promise<void> {
  const { config, logger } = context;
  const chain = getChain(options.chain);
  if (options.from > options.to) throw new Problem("range_invalid", `--from ${options.from} --to ${options.to}`);
  // Before a database is opened for nothing.
  getEndpoints(chain, config.chains.get(chain.name));
  await withMigratedDatabase(context, async ({ db }) => {
    const deps = openChain(chain, config.chains.get(chain.name), { db, logger });
    try {
      await lookFirst(deps, options, context.signal);
      await importShippedLists(db, config);
      await importShippedBorders(db);
      await readAndScreen(deps, options, context.signal);
    } finally {
      await deps.source.close();
    }
  });
}

/** A wrong chain, a dead endpoint or a range that is not there yet fails before anything is read. */
async function lookFirst(deps: IngestDeps, { from, to }: Options, signal: AbortSignal): Promise<void> {
  const { db, chain } = deps;
  const { head } = await askAgain(deps, () => observeHead(deps, signal), signal, RETRIES_AT_FIRST);
  if (to > head) throw new Problem("block_not_available", `${chain.name} is at block ${head}, --to is ${to}`);
  await refuseStopped(db, chain);
  await insertLane(db.kysely, chain.id, from);
}

/** Only what is in the ledger can be found final, so the chain is looked at again once it is; or the operator says so. */
async function lookAgain(deps: IngestDeps, { to, final = false }: Options, signal: AbortSignal): Promise<void> {
  const { db, chain } = deps;
  await askAgain(deps, () => observeHead(deps, signal), signal);
  const tip = await findTip(db.kysely, chain.id);
  if (!final || tip === undefined) return;
  await upsertTip(db.kysely, chain.id, { head: tip.head, finalizedNumber: Math.max(tip.finalizedNumber, to) });
}

async function readAndScreen(deps: IngestDeps, options: Options, signal: AbortSignal): Promise<void> {
  const { from, to, json = false } = options;
  const { db, chain, policy } = deps;
  const begin = performance.now();
  const alertsBefore = await countAlerts(db.kysely, chain.id);
  const progress = createProgress("reading", to - from + 1);
  const read = await withGraphThread(async (inputs) => {
    const lists = readLists(db, inputs);
    const range = await ingestRange(deps, { from, to }, ({ blocks }) => progress.update(blocks), signal).finally(
      progress.stop,
    );
    await lists;
    await lookAgain(deps, options, signal);
    await screenLane({ db, inputs, policyOf: () => policy }, chain, signal);
    return range;
  });
  signal.throwIfAborted();

  const lane = await refuseStopped(db, chain);
  const unscreened = lane === undefined ? [] : unscreenedParts(lane, from, to);
  const summary = {
    blocks: read.blocks,
    transfers: read.transfers,
    refused: read.refused,
    alerts: (await countAlerts(db.kysely, chain.id)) - alertsBefore,
    seconds: Math.round(performance.now() - begin) / 1000,
  };
  if (json) {
    for (const part of unscreened) writeJson({ unscreened: { from: part.from, to: part.to, reason: part.reason } });
    writeJson(summary);
    return;
  }
  const barrier = lane && (await findFinalBarrier(db.kysely, chain, policy, lane, to));
  for (const line of ingestText(summary, unscreened, barrier && provisionalText(barrier, chain, policy)))
    writeLine(line);
}

/**
 * A list of a million takes the database as long as some hundred thousand transfers: it is read beside the chain. Where that fails,
 * screening reads it again, and says why.
 */
async function readLists({ kysely }: Database, inputs: InputCache): Promise<void> {
  await todaysInputs(kysely)
    .then((today) => inputs.matcherFor(kysely, today))
    .catch(() => undefined);
}

/** @throws Problem `lane_stopped` */
async function refuseStopped(db: Database, chain: Chain): Promise<Lane | undefined> {
  const lane = await findLane(db.kysely, chain.id);
  if (lane?.stopped !== undefined) throw new Problem("lane_stopped", `${chain.name}: ${lane.stopped.reason}`);
  return lane;
}
