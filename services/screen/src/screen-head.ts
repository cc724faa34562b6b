import { armOrThrow } from "@redflag/domain/arm";
import type { Chain } from "@redflag/domain/chain";
import { type EpochInputs, type EpochPlace, lastBlockOfEpoch, sameInputs } from "@redflag/domain/epoch";
import { HeuristicFailure, judgeTransfers } from "@redflag/domain/finding";
import { findingsForExchanges, type ToldFinding } from "@redflag/domain/finding-for-exchanges";
import type { Block } from "@redflag/domain/transfer";
import { type StepEnd, traceStep } from "@redflag/runtime/tracing/trace-step";
import { findWatermark } from "@redflag/store/coverage-read";
import type { Database, Executor } from "@redflag/store/database";
import { insertEpoch } from "@redflag/store/epoch";
import { findLane, findLaneForUpdate, type Lane, stopLane, updateLane } from "@redflag/store/lane";
import { lockLedger } from "@redflag/store/ledger-lock";
import { findBlock, listBlocks } from "@redflag/store/ledger-read";
import { shortenLookbacks } from "@redflag/store/lookback";
import { countMendsAfter, findRewindAfter } from "@redflag/store/rewind";
import { deleteShadowAbove } from "@redflag/store/shadow-finding";
import { inTransaction } from "@redflag/store/transaction";
import { listTransfers } from "@redflag/store/transfer-read";
import { withdrawWatchAlertsAbove } from "@redflag/store/watch-alert-write";
import { AlertLedger } from "./alert-ledger.ts";
import type { EpochCache } from "./epoch-cache.ts";
import type { InputCache } from "./input-cache.ts";
import { requestLookbacks } from "./lookback-request.ts";
import { loosenTold, tellFindings } from "./tell-exchanges.ts";
import { todaysInputs } from "./todays-inputs.ts";
import { screenWatches } from "./watch-step.ts";

export interface ScreenDeps {
  db: Database;
  inputs: InputCache;
  /** Of one stretch at depth; what the memory of a process allows unless told. What is said does not depend on it. */
  stretchTransfersMax?: number;
}

export type HeadStep =
  | { kind: "idle" }
  | { kind: "stopped"; reason: string }
  | { kind: "advanced"; fromBlock: number; toBlock: number; transfers: number; events: number };

/** Blocks that one transaction screens at most: small enough to be done again after a crash without notice. */
const BLOCKS_PER_STEP_MAX = 200;

/**
 * One step of the lane at the head, one transaction: follow rewinds of the ledger, screen the next covered blocks, commit
 * findings, events and position together. Run again after a crash at any point it changes nothing twice, because what it
 * wrote and where it stands are the same commit.
 */
export async function screenHead(deps: ScreenDeps, chain: Chain): Promise<HeadStep> {
  try {
    return await stepHead(deps, chain);
  } catch (error) {
    if (!(error instanceof HeuristicFailure)) throw error;
    // The watchlist must not miss a block: better a lane that stands still and says so than one that goes on without it.
    const lane = await findLane(deps.db.kysely, chain.id);
    await stopLane(deps.db.kysely, chain.id, { reason: error.message, forkBlock: lane?.headPosition ?? 0 });
    return { kind: "stopped", reason: error.message };
  }
}

function stepHead({ db, inputs }: ScreenDeps, chain: Chain): Promise<HeadStep> {
  return traceStep("screen", (phase, tell) =>
    inTransaction(db, (tx) => stepWithin(tx, inputs, chain, { phase, tell })),
  );
}

async function stepWithin(
  tx: Executor,
  inputs: InputCache,
  chain: Chain,
  { phase, tell }: { phase: (name: string) => void; tell: (end: StepEnd) => void },
): Promise<HeadStep> {
  phase("read");
  // Shared: no rewind may replace blocks between our reading them and our commit.
  await lockLedger(tx, chain.id, "shared");
  const lane = await findLaneForUpdate(tx, chain.id);
  if (lane === undefined) return { kind: "idle" };
  if (lane.stopped !== undefined) return { kind: "stopped", reason: lane.stopped.reason };

  const alerts = new AlertLedger(tx, chain);
  const followed = await followRewind(tx, chain, lane, alerts);
  const batch = await nextBatch(tx, inputs.epochs, chain, followed);
  if (batch === undefined && followed === lane) return { kind: "idle" };

  const fromBlock = followed.headPosition + 1;
  const head = batch?.blocks.at(-1);
  let told: ToldFinding[] = [];
  if (batch !== undefined && head !== undefined) {
    phase("judge");
    const matcher = await inputs.matcherFor(tx, batch.inputs);
    const freezes = await inputs.freezes.bookFor(tx, followed, head.number);
    const blocks = new Map(batch.blocks.map((block) => [block.number, block]));
    const { head: rules } = armOrThrow(batch.inputs);
    const findings = judgeTransfers(chain, blocks, batch.transfers, matcher, rules, freezes);
    await alerts.append(findings);
    const shared = await inputs.sharedVersionsFor(tx, batch.inputs);
    told = findingsForExchanges(findings, chain, blocks, batch.transfers, matcher, shared, rules);
    const stretch = { from: fromBlock, to: head.number };
    await screenWatches(tx, inputs.watches, chain, followed, { ...batch, blocks }, stretch);
  }
  phase("commit");
  const toBlock = head?.number ?? followed.headPosition;
  const saidToExchanges = await tellFindings(tx, chain, told, toBlock);
  const events = await alerts.write();
  const position = head === undefined ? {} : { headPosition: head.number, headHash: head.hash };
  await updateLane(tx, { ...followed, ...position });
  const transfers = batch?.transfers.length ?? 0;
  tell({
    blocks: { chain: chain.caip2, from: Math.min(fromBlock, toBlock), to: toBlock },
    said: [...alerts.said, ...saidToExchanges],
    facts: { transfers, events },
  });
  return { kind: "advanced", fromBlock, toBlock, transfers, events };
}

/** Takes back what the lane said about blocks that the ledger has replaced. Returns the lane unchanged if there are none. */
async function followRewind(tx: Executor, chain: Chain, lane: Lane, alerts: AlertLedger): Promise<Lane> {
  const rewind = await findRewindAfter(tx, chain.id, lane.rewindSeq);
  if (rewind === undefined) return lane;
  const followed = { ...lane, rewindSeq: rewind.seq };
  if (rewind.forkBlock >= lane.headPosition) return followed;
  await alerts.retractAbove(rewind.forkBlock);
  await shortenLookbacks(tx, chain.id, rewind.forkBlock);
  await withdrawWatchAlertsAbove(tx, chain.id, rewind.forkBlock);
  const mends = await countMendsAfter(tx, chain.id, lane.rewindSeq);
  await loosenTold(tx, chain, rewind.forkBlock, mends > 0 ? "corrected" : "reorg");
  if (rewind.forkBlock < lane.depthPosition) await deleteShadowAbove(tx, chain.id, rewind.forkBlock);
  const fork = await findBlock(tx, chain.id, rewind.forkBlock);
  const { headHash: _, ...rest } = followed;
  return {
    ...rest,
    headPosition: rewind.forkBlock,
    ...(fork !== undefined && { headHash: fork.hash }),
    // Above the final position only when a lane that had stopped was set back below its findings at depth.
    depthPosition: Math.min(lane.depthPosition, rewind.forkBlock),
  };
}

/** The next covered blocks above the position that one epoch holds for; writes that epoch first where it is new. */
async function nextBatch(tx: Executor, cache: EpochCache, chain: Chain, lane: Lane) {
  const from = lane.headPosition + 1;
  const watermark = await findWatermark(tx, chain.id, from, from + BLOCKS_PER_STEP_MAX - 1);
  if (watermark < from) return undefined;
  const { epochs, inputs } = await ensureEpoch(tx, cache, lane, from);
  const to = lastBlockOfEpoch(epochs, from, watermark);
  const blocks = await listBlocks(tx, chain.id, from, to);
  assertLinked(lane, blocks, from, to);
  return { inputs, blocks, transfers: await listTransfers(tx, chain.id, from, to) };
}

/** From this block on, today's inputs hold: recorded before they are used, in the transaction that uses them. */
async function ensureEpoch(
  tx: Executor,
  cache: EpochCache,
  lane: Lane,
  from: number,
): Promise<{ epochs: readonly EpochPlace[]; inputs: EpochInputs }> {
  const inputs = await todaysInputs(tx);
  const epochs = await cache.placesOf(tx, lane);
  const held = await cache.findAt(tx, lane, epochs, from);
  if (held !== undefined && sameInputs(held.inputs, inputs)) return { epochs, inputs };
  const epoch = await insertEpoch(tx, lane, { fromBlock: from, inputs });
  await requestLookbacks(tx, lane, held, epoch, from - 1);
  return { epochs: [...epochs, epoch], inputs };
}

/** Ingest checks every seam before it commits; a lane that read a broken one must not go on. */
function assertLinked(lane: Lane, blocks: readonly Block[], from: number, to: number): void {
  let previous = lane.headHash;
  let expected = from;
  for (const block of blocks) {
    if (block.number !== expected || (previous !== undefined && block.parentHash !== previous)) {
      throw new Error(`Broken invariant: the ledger's block ${block.number} does not follow ${expected - 1}`);
    }
    previous = block.hash;
    expected++;
  }
  if (expected !== to + 1)
    throw new Error(`Broken invariant: the ledger covers block ${expected} but does not hold it`);
}
