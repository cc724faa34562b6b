import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import type { EpochInputs } from "@redflag/domain/epoch";
import { epochAt, lastBlockOfEpoch, sameInputs } from "@redflag/domain/epoch";
import type { Hash } from "@redflag/domain/hex";
import { countStandingAlerts } from "@redflag/store/alert-lookup";
import type { Database, Executor } from "@redflag/store/database";
import { insertEpoch, listEpochs } from "@redflag/store/epoch";
import { type Lane, updateLane } from "@redflag/store/lane";
import { findBlock } from "@redflag/store/ledger-read";
import { insertSuccessions, type Succession } from "@redflag/store/succession";
import { takingBack } from "@redflag/store/transaction";
import { AlertLedger, finalizeAlerts } from "./alert-ledger.ts";
import { assertPastIsFinal } from "./assert-past-is-final.ts";
import { findSuccessions } from "./find-successions.ts";
import type { InputCache } from "./input-cache.ts";
import type { AlertDifference } from "./remade-alerts.ts";
import { remakeLane, withSettledLane } from "./remake-lane.ts";
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
}

/**
 * Screens a lane's whole past again with today's inputs, as a new generation: its one epoch begins at the lane's start and
 * is in force from then on. What differs is put in place and told, in one transaction; done again with the same inputs and
 * start it does nothing. The lane waits meanwhile. Memory grows with what the alerts stand on, not with the ledger.
 * A `startBlock` before the lane's start is how older blocks come in: the ledger must hold every block between, and the
 * chain and the policy call them final.
 * @param onProgress blocks judged so far
 * @throws Problem `lane_missing`, `lane_stopped`, `past_missing`, `past_unchecked`
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
    if (lane.startBlock === before.startBlock && (await isScreenedWith(tx, lane, today))) {
      return { ...(await unchanged(tx, lane)), isDryRun };
    }
    const work = () => rescreen(tx, inputs, chain, { ...lane, generation: before.generation + 1 }, today, onProgress);
    const report = isDryRun ? await takingBack(tx, work) : await work();
    return { ...report, isDryRun };
  });
}

/** Every block that the lane has screened was screened with these. */
async function isScreenedWith(tx: Executor, lane: Lane, today: EpochInputs): Promise<boolean> {
  const epochs = await listEpochs(tx, lane);
  for (let from = lane.startBlock; from <= lane.headPosition; ) {
    const epoch = epochAt(epochs, from);
    if (epoch === undefined || !sameInputs(epoch.inputs, today)) return false;
    from = lastBlockOfEpoch(epochs, from, lane.headPosition) + 1;
  }
  return true;
}

async function unchanged(tx: Executor, { chainId, generation, startBlock }: Lane) {
  const alerts = await countStandingAlerts(tx, chainId);
  const nothing = { blocks: 0, transfers: 0, changed: [], added: [], withdrawn: [] };
  return { generation, isNew: false, startBlock, alerts, identical: alerts, ...nothing };
}

async function rescreen(
  tx: Executor,
  inputs: InputCache,
  chain: Chain,
  lane: Lane,
  today: EpochInputs,
  onProgress: (blocks: number) => void,
): Promise<Omit<RescreenReport, "isDryRun">> {
  await insertEpoch(tx, lane, { fromBlock: lane.startBlock, inputs: today });
  const remade = await remakeLane(tx, inputs, chain, lane, onProgress);
  const { identical, differences } = await remade.alerts.compare(tx);
  const successions = findSuccessions(differences);
  await putInPlace(tx, chain, lane, differences, successions);
  const head = lane.headHash ?? (await findBlock(tx, chain.id, lane.headPosition))?.hash;
  await updateLane(tx, {
    ...lane,
    checkpointPosition: remade.checkpointPosition,
    ...(head !== undefined && { headHash: head }),
  });
  const { generation, startBlock } = lane;
  const { blocks, transfers, alerts } = remade;
  const sums = { generation, isNew: true, startBlock, blocks, transfers, alerts: alerts.size, identical };
  return { ...sums, ...reportOf(differences, successions) };
}

async function putInPlace(
  tx: Executor,
  chain: Chain,
  { generation, finalPosition }: Lane,
  differences: readonly AlertDifference[],
  successions: readonly Succession[],
): Promise<void> {
  const alerts = new AlertLedger(tx, chain, { generation, successors: successorsOf(successions) });
  for (const difference of differences) await alerts.replace(difference);
  await alerts.write();
  await insertSuccessions(tx, generation, successions);
  await finalizeAlerts(tx, chain, finalPosition);
}

function successorsOf(successions: readonly Succession[]): Map<Hash, Hash[]> {
  const pairs = Map.groupBy(successions, ({ predecessorId }) => predecessorId);
  return new Map([...pairs].map(([id, own]) => [id, own.map(({ alertId }) => alertId)]));
}

function reportOf(differences: readonly AlertDifference[], successions: readonly Succession[]) {
  const successors = successorsOf(successions);
  const ids = (of: (difference: AlertDifference) => boolean) => differences.filter(of).map(({ id }) => id);
  return {
    changed: ids(({ stored, remade }) => stored !== undefined && remade !== undefined),
    added: ids(({ stored }) => stored === undefined),
    withdrawn: ids(({ remade }) => remade === undefined).map((id) => ({ id, succeededBy: successors.get(id) ?? [] })),
  };
}
