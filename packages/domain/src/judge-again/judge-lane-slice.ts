import { getChain } from "../chain-registry.ts";
import { epochAt } from "../epoch.ts";
import { type Finding, judgeTransfers } from "../finding.ts";
import { FreezeBook } from "../freeze-book.ts";
import { GraphStage } from "../graph/graph-stage.ts";
import type { TransferPlace } from "../heuristic.ts";
import { type Firing, foldAndJudge } from "../judge-depth.ts";
import type { TimedBlock, Transfer } from "../transfer.ts";
import type { LaneSlice } from "./judged-slice.ts";
import { type SliceInputs, sliceInputs } from "./slice-inputs.ts";
import { SliceMemory } from "./slice-memory.ts";

/**
 * Judges a slice of a lane by the functions that judge the lane, a transaction at a time, each with the inputs of its epoch.
 * Gives what the alert's rule says of the alert's subject: of other addresses the slice may hold too little.
 */
export function judgeLaneSlice(slice: LaneSlice): Finding[] {
  const chain = getChain(slice.chain);
  const blocks = new Map(slice.blocks.map((block) => [block.number, block]));
  const places = new Map(slice.transfers.map((transfer) => [keyOf(transfer), transfer]));
  const freezes = new FreezeBook();
  freezes.add(slice.freezes);
  const byEpoch = new Map<number, SliceInputs>();
  const memory = new SliceMemory(slice);
  const isWanted = ({ heuristic, subject }: Firing | Finding) =>
    heuristic === slice.heuristic && subject === slice.subject;
  const findings: Finding[] = [];
  for (const transaction of transactionsOf(slice.transfers)) {
    const [first] = transaction;
    const epoch = epochAt(slice.epochs, first.blockNumber);
    if (epoch === undefined) throw new Error(`no epoch of the slice holds at block ${first.blockNumber}`);
    const inputs = byEpoch.get(epoch.seq) ?? sliceInputs(chain, slice, epoch, freezes);
    byEpoch.set(epoch.seq, inputs);
    const { head, graph, depth } = inputs;
    findings.push(...judgeTransfers(chain, blocks, transaction, depth.matcher, head, freezes).filter(isWanted));
    if (slice.reach === "payments") continue;
    // Folded in every epoch, whether or not it has the rule: what is remembered grows.
    const { firings } = foldAndJudge(
      depth,
      blocks,
      transaction,
      memory.profiles,
      memory.inferencesAt(transaction),
      memory.exposures,
      graph && new GraphStage(graph, memory.watch, memory.pairs),
    );
    for (const firing of firings.filter(isWanted)) findings.push(withSupporting(firing, blocks, places));
  }
  return findings;
}

/** The transfers of a transaction stand together. */
function* transactionsOf(transfers: readonly Transfer[]): Generator<[Transfer, ...Transfer[]]> {
  for (let from = 0, to = 1; from < transfers.length; to++) {
    if (transfers[to]?.txHash === transfers[from]?.txHash) continue;
    yield transfers.slice(from, to) as [Transfer, ...Transfer[]];
    from = to;
  }
}

/** One that the slice does not hold is left out: then the finding differs, and is seen to. */
function withSupporting(
  firing: Firing,
  blocks: ReadonlyMap<number, TimedBlock>,
  places: ReadonlyMap<string, Transfer>,
): Finding {
  return {
    ...firing,
    supporting: firing.supporting.flatMap((place) => {
      const transfer = places.get(keyOf(place));
      const block = blocks.get(place.blockNumber);
      return transfer === undefined || block === undefined ? [] : [{ block, transfer }];
    }),
  };
}

function keyOf({ blockNumber, logIndex }: TransferPlace): string {
  return `${blockNumber}/${logIndex}`;
}
