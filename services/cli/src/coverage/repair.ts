import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import { askAgain, RETRIES_AT_FIRST } from "@redflag/ingest/ask-again";
import type { IngestDeps } from "@redflag/ingest/ingest-deps";
import { observeHead } from "@redflag/ingest/observe-head";
import { openChain } from "@redflag/ingest/open-chain";
import { type RepairReport, repairCoverage } from "@redflag/ingest/repair-coverage";
import { InputCache } from "@redflag/screen/input-cache";
import { screenLane } from "@redflag/screen/screen-lane";
import { countAlerts } from "@redflag/store/alert-read";
import type { BlockSpan } from "@redflag/store/block-span";
import type { Database } from "@redflag/store/database";
import { findLane } from "@redflag/store/lane";
import { countMendsAfter, findRewindAfter } from "@redflag/store/rewind";
import { writeJson, writeLine } from "../output.ts";
import { createProgress } from "../progress.ts";
import type { CommandContext } from "../run-command.ts";
import { findMeasure, readCoverage, type Tally } from "./read-coverage.ts";
import { repairLines } from "./repair-text.ts";

interface RepairOptions {
  context: CommandContext;
  db: Database;
  chain: Chain;
  /** Asked once the head was looked at. */
  findSpan: () => Promise<BlockSpan>;
  json: boolean;
}

export interface RepairResult extends RepairReport {
  span: BlockSpan;
  /** Blocks of which the ledger said something wrong, or less than is asked for today. */
  mendedBlocks: number;
  /** Raised by screening what was mended. */
  alerts: number;
  /** What coverage says now. */
  left: Tally;
}

/**
 * Mends what coverage calls incomplete, screens again, and tells what was mended and what could not be.
 * @throws Problem `lane_stopped`, `lane_missing`, as the endpoints do, and, after the report, `reorg_below_final`
 */
export async function repair({ context, db, chain, findSpan, json }: RepairOptions): Promise<void> {
  const { config, logger, signal } = context;
  const deps = openChain(chain, config.chains.get(chain.name), { db, logger });
  try {
    await refuseStopped(db, chain);
    await askAgain(deps, () => observeHead(deps, signal), signal, RETRIES_AT_FIRST);
    const result = await repairSpan(deps, await findSpan(), signal);
    if (json) writeJson(resultJson(result));
    else for (const line of repairLines(result, chain)) writeLine(line);
    if (result.stopped !== undefined) throw result.stopped;
  } finally {
    await deps.source.close();
  }
}

async function repairSpan(deps: IngestDeps, span: BlockSpan, signal: AbortSignal): Promise<RepairResult> {
  const { db, chain, policy } = deps;
  const alertsBefore = await countAlerts(db.kysely, chain.id);
  const rewindBefore = (await findRewindAfter(db.kysely, chain.id, 0))?.seq ?? 0;
  let progress = createProgress("", 0);
  let shown: string | undefined;
  const report = await repairCoverage(
    deps,
    span,
    (step, blocks) => {
      if (step !== shown) {
        progress.stop();
        progress = createProgress(STEP_NAMES[step], span.to - span.from + 1);
        shown = step;
      }
      progress.update(blocks);
    },
    signal,
  ).finally(() => progress.stop());
  if (report.stopped === undefined) {
    await screenLane({ db, inputs: new InputCache(), policyOf: () => policy }, chain, signal);
    signal.throwIfAborted();
  }
  const measure = await findMeasure(db.kysely, chain, policy);
  return {
    ...report,
    span,
    mendedBlocks: await countMendsAfter(db.kysely, chain.id, rewindBefore),
    alerts: (await countAlerts(db.kysely, chain.id)) - alertsBefore,
    left: await readCoverage(db.kysely, chain, span, measure, {}, signal),
  };
}

const STEP_NAMES = {
  read: "reading",
  search: "searching",
  prove: "proving",
  ask: "asking",
  check: "checking",
} as const;

function resultJson({ stopped, ...result }: RepairResult) {
  return { ...result, ...(stopped !== undefined && { stopped: stopped.message }) };
}

async function refuseStopped(db: Database, chain: Chain): Promise<void> {
  const lane = await findLane(db.kysely, chain.id);
  if (lane?.stopped !== undefined) throw new Problem("lane_stopped", `${chain.name}: ${lane.stopped.reason}`);
}
