import { getChain } from "@redflag/domain/chain-registry";
import { Problem } from "@redflag/domain/problem";
import { askAgain, RETRIES_AT_FIRST } from "@redflag/ingest/ask-again";
import { resolveSpan, type SpanEnd } from "@redflag/ingest/backfill-span";
import { checkRest } from "@redflag/ingest/check-rest";
import type { IngestDeps } from "@redflag/ingest/ingest-deps";
import { observeHead } from "@redflag/ingest/observe-head";
import { getEndpoints, openChain } from "@redflag/ingest/open-chain";
import { countBlocks } from "@redflag/ingest/span";
import { createLogger } from "@redflag/runtime/logger";
import { openBackfillQueue } from "@redflag/runtime/queues";
import { withGraphThread } from "@redflag/screen/with-graph-thread";
import { finishBackfills, insertBackfill, listBackfillSpans } from "@redflag/store/backfill";
import type { BlockSpan } from "@redflag/store/block-span";
import { cutText, findCut } from "@redflag/store/cut";
import { findLane, insertLane } from "@redflag/store/lane";
import type { Command } from "commander";
import { type BackfillSummary, backfillText } from "../backfill-text.ts";
import { parseBlockOrDay } from "../block-or-day.ts";
import { examples, jsonOption, requiredChainOption } from "../command-options.ts";
import { fillSpans } from "../fill-spans.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { screenBackfill } from "../screen-backfill.ts";
import { importShippedBorders } from "../shipped-borders.ts";
import { importShippedLists } from "../shipped-lists.ts";
import { type OpenedDatabase, withMigratedDatabase } from "../with-database.ts";

const DAY_S = 86_400;

interface Options {
  chain: string;
  from?: SpanEnd;
  to?: SpanEnd;
  json?: boolean;
}

export function addBackfillCommand(program: Command): void {
  const command = program
    .command("backfill")
    .description(
      "read a stretch of the past into the ledger, beside every running ingest process, and screen it; what was cut short " +
        "goes on with the same command, or without --from and --to",
    )
    .addOption(requiredChainOption())
    .option("--from <block or day>", "first block, or a day (UTC) from its beginning on", parseBlockOrDay)
    .option("--to <block or day>", "last block, or a day (UTC) to its end; final on the chain", parseBlockOrDay)
    .addOption(jsonOption("end with one JSON object"))
    .addHelpText(
      "after",
      examples(
        "redflag backfill --chain ethereum --from 2026-01-01 --to 2026-03-31",
        "redflag backfill --chain ethereum --from 18000000 --to 18099999",
        "redflag backfill --chain ethereum",
      ),
    )
    .action((options: Options) => {
      if ((options.from === undefined) !== (options.to === undefined)) {
        command.error("error: --from and --to go together");
      }
      return runCommand((context) => backfill(context, options));
    });
}

async function backfill({ config, signal, fail }: CommandContext, options: Options): Promise<void> {
  // What an ingest process tells in its log of how far it is, the bar shows here.
  const logger = createLogger({ service: "cli", level: config.logLevel === "info" ? "warn" : config.logLevel });
  const context = { config, logger, signal, fail };
  const chain = getChain(options.chain);
  refuseReversed(options);
  // Before a database is opened for nothing.
  getEndpoints(chain, config.chains.get(chain.name));
  await withMigratedDatabase(context, async (opened) => {
    const deps = openChain(chain, config.chains.get(chain.name), { db: opened.db, logger });
    try {
      const spans = await ask(deps, options, config.retentionDays, signal);
      if (spans.length === 0) {
        if (options.json === true) writeJson([]);
        else writeLine(`no backfill of ${chain.title} is under way; --from and --to begin one`);
        return;
      }
      await importShippedLists(opened.db, config);
      await importShippedBorders(opened.db);
      await fillAndScreen(context, opened, deps, spans, options.json ?? false);
    } finally {
      await deps.source.close();
    }
  });
}

/** Days or blocks that are the wrong way round need no chain to be told. */
function refuseReversed({ from, to }: Options): void {
  if (from === undefined || to === undefined) return;
  const isReversed =
    ("block" in from && "block" in to && from.block > to.block) ||
    ("dayStartS" in from && "dayStartS" in to && from.dayStartS > to.dayStartS);
  if (isReversed) throw new Problem("range_invalid", "--from comes after --to");
}

/** Writes down what is wanted; from then on every running ingest process works on it, too. */
async function ask(
  deps: IngestDeps,
  { from, to }: Options,
  retentionDays: number | undefined,
  signal: AbortSignal,
): Promise<BlockSpan[]> {
  const { db, chain, source } = deps;
  const lane = await findLane(db.kysely, chain.id);
  if (lane?.stopped !== undefined) throw new Problem("lane_stopped", `${chain.name}: ${lane.stopped.reason}`);
  if (from === undefined || to === undefined) return listBackfillSpans(db.kysely, chain.id);
  const span = await askAgain(deps, () => resolveSpan(source, { from, to }, signal), signal, RETRIES_AT_FIRST);
  const cut = await findCut(db.kysely, chain.id);
  if (cut !== undefined && span.from <= cut.block) throw new Problem("history_dropped", cutText(chain, cut));
  if (retentionDays !== undefined) await refuseTooOld(deps, span, retentionDays, signal);
  // Where nothing was screened yet, the lane begins here and reads on from it.
  await insertLane(db.kysely, chain.id, span.from);
  await insertBackfill(db.kysely, chain.id, span);
  return [span];
}

/** What retention drops as soon as it is there would be read for nothing. */
async function refuseTooOld(
  { chain, source }: IngestDeps,
  { from }: BlockSpan,
  retentionDays: number,
  signal: AbortSignal,
): Promise<void> {
  const { time } = await source.getBlock(from, signal);
  const oldestS = Date.now() / 1_000 - retentionDays * DAY_S;
  if (time >= oldestS) return;
  const fact = `block ${from} is of ${new Date(time * 1_000).toISOString()}, and REDFLAG_RETENTION_DAYS=${retentionDays}`;
  throw new Problem("backfill_refused", `${chain.name}: ${fact} would drop it again`);
}

async function fillAndScreen(
  { logger, signal }: CommandContext,
  { db, backends }: OpenedDatabase,
  deps: IngestDeps,
  spans: readonly BlockSpan[],
  json: boolean,
): Promise<void> {
  const { chain, policy } = deps;
  const begin = performance.now();
  const openQueue = (name: string) => openBackfillQueue(backends.queue, logger, name);
  const read = await fillSpans(deps, spans, openQueue, signal).catch((error: unknown) => {
    if (signal.aborted) {
      writeNote(`stopped; what was read stays. Go on: redflag backfill --chain ${chain.name}`);
    }
    throw error;
  });
  const seconds = Math.round(performance.now() - begin) / 1000;
  await askAgain(deps, () => observeHead(deps, signal), signal);
  const summaries: BackfillSummary[] = [];
  for (const span of spans) {
    const { unchecked, problem } = await checkRest(deps, span, signal);
    if (unchecked.length === 0) await finishBackfills(db.kysely, chain.id, span);
    summaries.push({
      ...span,
      unchecked,
      ...(problem !== undefined && { uncheckedReason: problem.message }),
      screening: await withGraphThread((inputs) => screenBackfill(db, inputs, chain, policy, span, signal)),
    });
  }
  const result = { blocks: countBlocks(spans), read, seconds, spans: summaries };
  if (json) writeJson(result);
  else for (const line of backfillText(chain, policy, result)) writeLine(line);
}
