import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { CROSS_CHAIN_RULES } from "@redflag/domain/cross-chain/cross-chain-rules";
import { type Epoch, type EpochInputs, epochAt, lastBlockOfEpoch, sameInputs } from "@redflag/domain/epoch";
import type { Hash } from "@redflag/domain/hex";
import { LOOKBACK_RULES } from "@redflag/domain/lookback";
import { countStandingAlerts } from "@redflag/store/alert-lookup";
import type { BlockSpan } from "@redflag/store/block-span";
import type { Cut } from "@redflag/store/cut";
import type { Database, Executor } from "@redflag/store/database";
import { insertEpoch, listEpochs } from "@redflag/store/epoch";
import { listStandingByFiling } from "@redflag/store/filed-alert";
import { type Lane, updateLane } from "@redflag/store/lane";
import { findBlock } from "@redflag/store/ledger-read";
import { hasLookbacks } from "@redflag/store/lookback";
import { insertSuccessions, type Succession } from "@redflag/store/succession";
import { takingBack } from "@redflag/store/transaction";
import { AlertLedger, finalizeAlerts } from "./alert-ledger.ts";
import { assertPastIsFinal } from "./assert-past-is-final.ts";
import { findSuccessions } from "./find-successions.ts";
import type { InputCache } from "./input-cache.ts";
import { findKeptPast, type KeptPast } from "./kept-past.ts";
import { type RequestedLookback, requestLookbacks } from "./lookback-request.ts";
import type { AlertDifference, Comparison } from "./remade-alerts.ts";
import { remakeLane, withSettledLane } from "./remake-lane.ts";
import { finalizeTold, retellPast } from "./tell-exchanges.ts";
import { todaysInputs } from "./todays-inputs.ts";

export interface RescreenOptions {
  /** Where the lane is to begin from now on, if that is before where it began: a backfill's first block. */
  startBlock?: number;
  /** Says what would change, and changes nothing. */
  isDryRun?: boolean;
  /** How well the blocks that are put in front must have been checked: the chain's own policy unless told. */
  policy?: VerifyPolicy;
}

/** What today's inputs say of the past, beside what stood. */
export interface RescreenReport {
  /** The lane's, from here on; what it would be in a dry run. */
  generation: number;
  /** False when the past was screened with these very inputs already: nothing was done. */
  isNew: boolean;
  isDryRun: boolean;
  startBlock: number;
  /** The first block that was judged again: the lane's first, or the first that retention kept. */
  fromBlock: number;
  /** Where retention has dropped blocks: what stands on them was left as it is. */
  cut?: Cut;
  blocks: number;
  transfers: number;
  /** Alerts that today's inputs give. */
  alerts: number;
  /** Of these, they stood with exactly this content. */
  identical: number;
  /** Of these, they stood with other evidence or other figures. */
  changed: Hash[];
  /** Of these, none stood under their name. */
  added: Hash[];
  /** What stood and does not any more, and the alerts that hold payments of it now: none, mostly one. */
  withdrawn: Array<{ id: Hash; succeededBy: Hash[] }>;
  /** What was filed stands all the same: filed alerts that today's inputs do not give. */
  annotated: Hash[];
  /** List versions that came into force by this: the past is looked at for what is new on them, as by any other epoch. */
  lookbacks: RequestedLookback[];
  /** Blocks that were put in front, where lookbacks were asked for before: these do not reach them. */
  olderBlocks?: BlockSpan;
}

/**
 * Screens a lane's whole past again with today's inputs, as a new generation: its one epoch begins at the lane's start and
 * is in force from then on. What differs is put in place and told, in one transaction; done again with the same inputs and
 * start it does nothing. The lane waits meanwhile. Memory grows with what the alerts stand on, not with the ledger.
 * A `startBlock` before the lane's start is how older blocks come in: the ledger must hold every block between, and the
 * chain and the policy call them final.
 * @param onProgress blocks judged so far
 * Where retention has cut the ledger it begins at the cut: what the alerts hold from before it stays as it is, and rules
 * with a memory are judged from where all that they may count is kept.
 * @throws Problem `lane_missing`, `lane_stopped`, `past_missing`, `past_unchecked`, `history_dropped`
 */
export async function rescreenLane(
  db: Database,
  inputs: InputCache,
  chain: Chain,
  { startBlock, isDryRun = false, policy = chain.verify }: RescreenOptions = {},
  onProgress: (blocks: number) => void = () => {},
): Promise<RescreenReport> {
  return withSettledLane(db, inputs, chain, async (tx, before) => {
    const lane = { ...before, startBlock: Math.min(startBlock ?? before.startBlock, before.startBlock) };
    if (lane.startBlock < before.startBlock) await assertPastIsFinal(tx, chain, policy, before, lane.startBlock);
    const today = await todaysInputs(tx);
    const epochs = await listEpochs(tx, lane);
    const past = await findKeptPast(tx, lane, epochs);
    const isScreened = isScreenedWith(epochs, { from: past.firstBlock, to: lane.headPosition }, today);
    if (lane.startBlock === before.startBlock && isScreened) return { ...(await unchanged(tx, lane, past)), isDryRun };
    const held = epochAt(epochs, lane.headPosition);
    const next = { ...lane, generation: before.generation + 1 };
    const work = () => rescreen(tx, inputs, chain, next, held, today, onProgress);
    const isLookedAt = lane.startBlock < before.startBlock && (await hasLookbacks(tx, chain.id));
    const report = isDryRun ? await takingBack(tx, work) : await work();
    const olderBlocks = { from: lane.startBlock, to: before.startBlock - 1 };
    return { ...report, isDryRun, ...(isLookedAt && { olderBlocks }) };
  });
}

/** Every block that the lane has screened was screened with these. */
function isScreenedWith(epochs: readonly Epoch[], { from: first, to }: BlockSpan, today: EpochInputs): boolean {
  for (let from = first; from <= to; ) {
    const epoch = epochAt(epochs, from);
    if (epoch === undefined || !sameInputs(epoch.inputs, today)) return false;
    from = lastBlockOfEpoch(epochs, from, to) + 1;
  }
  return true;
}

/** Of a report. */
function extentOf({ startBlock }: Lane, { firstBlock, cut }: KeptPast) {
  return { startBlock, fromBlock: firstBlock, ...(cut && { cut }) };
}

async function unchanged(tx: Executor, lane: Lane, past: KeptPast) {
  const { chainId, generation } = lane;
  const besides = [...LOOKBACK_RULES, ...CROSS_CHAIN_RULES];
  const alerts = await countStandingAlerts(tx, chainId, besides);
  const annotated = await listStandingByFiling(tx, chainId, besides);
  const nothing = { blocks: 0, transfers: 0, changed: [], added: [], withdrawn: [], lookbacks: [] };
  return { generation, isNew: false, ...extentOf(lane, past), alerts, identical: alerts, ...nothing, annotated };
}

async function rescreen(
  tx: Executor,
  inputs: InputCache,
  chain: Chain,
  lane: Lane,
  held: Epoch | undefined,
  today: EpochInputs,
  onProgress: (blocks: number) => void,
): Promise<Omit<RescreenReport, "isDryRun">> {
  const { firstBlock } = await findKeptPast(tx, lane, []);
  const epoch = await insertEpoch(tx, lane, { fromBlock: firstBlock, inputs: today });
  const lookbacks = await requestLookbacks(tx, lane, held, epoch, lane.headPosition);
  const remade = await remakeLane(tx, inputs, chain, lane, onProgress);
  const comparison = await remade.alerts.compare(tx);
  const { identical, differences } = comparison;
  const successions = findSuccessions([...differences, ...comparison.foundAgain]);
  await putInPlace(tx, chain, lane, comparison, successions);
  await retellPast(tx, chain, remade.told, firstBlock);
  await finalizeTold(tx, chain, lane.finalPosition);
  const head = lane.headHash ?? (await findBlock(tx, chain.id, lane.headPosition))?.hash;
  await updateLane(tx, {
    ...lane,
    checkpointPosition: remade.checkpointPosition,
    ...(head !== undefined && { headHash: head }),
  });
  const { blocks, transfers, alerts } = remade;
  const sums = { generation: lane.generation, isNew: true, blocks, transfers, alerts: alerts.size, identical };
  return { ...sums, ...extentOf(lane, remade.past), ...reportOf(comparison, successions), lookbacks };
}

async function putInPlace(
  tx: Executor,
  chain: Chain,
  { generation, finalPosition }: Lane,
  { differences, foundAgain }: Comparison,
  successions: readonly Succession[],
): Promise<void> {
  const alerts = new AlertLedger(tx, chain, { generation, successors: successorsOf(successions) });
  for (const difference of differences) await alerts.replace(difference);
  alerts.giveAgainAsTheyAre(foundAgain);
  await alerts.write();
  await insertSuccessions(tx, generation, successions);
  await finalizeAlerts(tx, chain, finalPosition);
}

function successorsOf(successions: readonly Succession[]): Map<Hash, Hash[]> {
  const pairs = Map.groupBy(successions, ({ predecessorId }) => predecessorId);
  return new Map([...pairs].map(([id, own]) => [id, own.map(({ alertId }) => alertId)]));
}

function reportOf({ differences, annotated }: Comparison, successions: readonly Succession[]) {
  const successors = successorsOf(successions);
  const ids = (of: (difference: AlertDifference) => boolean) => differences.filter(of).map(({ id }) => id);
  return {
    changed: ids(({ stored, remade }) => stored !== undefined && remade !== undefined),
    added: ids(({ stored }) => stored === undefined),
    withdrawn: ids(({ remade, isFiled = false }) => remade === undefined && !isFiled).map((id) => ({
      id,
      succeededBy: successors.get(id) ?? [],
    })),
    annotated,
  };
}
