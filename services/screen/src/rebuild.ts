import type { Chain } from "@redflag/domain/chain";
import type { Hash } from "@redflag/domain/hex";
import type { Cut } from "@redflag/store/cut";
import type { Database, Executor } from "@redflag/store/database";
import { type Lane, updateLane } from "@redflag/store/lane";
import { AlertLedger, finalizeAlerts } from "./alert-ledger.ts";
import type { InputCache } from "./input-cache.ts";
import { rebuildWatches } from "./remade-watches.ts";
import { remakeLane, withSettledLane } from "./remake-lane.ts";
import { type Repair, repairsOf } from "./repairs.ts";
import { resumeLane } from "./resume-lane.ts";

export interface RebuildReport {
  /** The first block that was judged again: the lane's first, or the first that retention kept. */
  fromBlock: number;
  blocks: number;
  transfers: number;
  /** Alerts that the recorded inputs give. */
  alerts: number;
  /** Of these, stored with exactly this content. */
  identical: number;
  /** The rest, and what was stored beside them: put right. */
  repaired: Repair[];
  /** Filed alerts that the past does not give: they stand as they were filed. */
  annotated: Hash[];
  /** Alerts of private watches that were put right. How many there are is their owners' to know. */
  repairedWatchAlerts: number;
  /** The lane had stopped and goes on. */
  resumed: boolean;
  /** Where retention has dropped blocks: what stands on them was taken from the alerts' own copies. */
  cut?: Cut;
}

/**
 * Screens a lane's whole past again with the inputs that the epochs of its generation recorded, compares the alerts'
 * content byte for byte with what is stored, and puts right what differs. Profiles are folded anew. A stopped lane is set
 * going again. The lane waits meanwhile. Memory grows with what the alerts stand on, not with the ledger.
 * @throws Problem `lane_missing`, `heuristic_missing`, `history_dropped`; `lane_stopped` when what stopped the lane stops it again
 */
export async function rebuildLane(
  db: Database,
  inputs: InputCache,
  chain: Chain,
  onProgress: (blocks: number) => void = () => {},
): Promise<RebuildReport> {
  const resumed = await resumeLane(db, chain);
  const report = await withSettledLane(db, inputs, chain, (tx, lane) => rebuild(tx, inputs, chain, lane, onProgress));
  return { ...report, resumed };
}

async function rebuild(
  tx: Executor,
  inputs: InputCache,
  chain: Chain,
  lane: Lane,
  onProgress: (blocks: number) => void,
): Promise<Omit<RebuildReport, "resumed">> {
  const remade = await remakeLane(tx, inputs, chain, lane, onProgress);
  const { identical, differences, foundAgain, annotated } = await remade.alerts.compare(tx);
  const alerts = new AlertLedger(tx, chain);
  for (const difference of differences) await alerts.replace(difference);
  alerts.giveAgainAsTheyAre(foundAgain);
  await alerts.write();
  // What was put right below the final position is as final as the rest.
  await finalizeAlerts(tx, chain, lane.finalPosition);
  const repairedWatchAlerts = await rebuildWatches(tx, chain, lane, remade.past.firstBlock);
  await updateLane(tx, { ...lane, checkpointPosition: remade.checkpointPosition });
  return {
    fromBlock: remade.past.firstBlock,
    ...(remade.past.cut && { cut: remade.past.cut }),
    blocks: remade.blocks,
    transfers: remade.transfers,
    alerts: remade.alerts.size,
    identical,
    annotated,
    repairedWatchAlerts,
    repaired: repairsOf(differences),
  };
}
