import assert from "node:assert/strict";
import { armOrThrow } from "@redflag/domain/arm";
import type { Chain } from "@redflag/domain/chain";
import { type Epoch, epochAt } from "@redflag/domain/epoch";
import { observe } from "@redflag/domain/finding";
import { isPayment } from "@redflag/domain/fold-profiles";
import { FreezeBook } from "@redflag/domain/freeze-book";
import type { Assessment } from "@redflag/domain/heuristic";
import { assess } from "@redflag/domain/judge-depth";
import type { Transfer } from "@redflag/domain/transfer";
import type { DepthVerdict, TransferVerdicts } from "@redflag/domain/why";
import type { Executor } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import { listFreezesOf } from "@redflag/store/freeze-read";
import { findLane, type Lane } from "@redflag/store/lane";
import { findBlock } from "@redflag/store/ledger-read";
import { listScreeningGaps } from "@redflag/store/screening-gap";
import type { InputCache } from "./input-cache.ts";
import { FOLDED_AGAIN_MAX, rememberSent } from "./remember.ts";
import { explainGraph } from "./why-graph.ts";

/** Answers `redflag why`: re-judges one transfer exactly as the lane did, and asks each silence for its reason. */
export async function explainTransfer(
  db: Executor,
  inputs: InputCache,
  chain: Chain,
  transfer: Transfer,
  foldedMax?: number,
): Promise<TransferVerdicts> {
  const lane = await findLane(db, chain.id);
  const block = await findBlock(db, chain.id, transfer.blockNumber);
  assert(block !== undefined, "a stored transfer has its block");
  if (lane === undefined || block.number < lane.startBlock) {
    return {
      kind: "not_screened",
      text: `block ${block.number} is older than where the lane began: stored, not screened`,
    };
  }
  if (block.number > lane.headPosition) {
    return {
      kind: "not_screened",
      text: `the lane stands at block ${lane.headPosition} and has not come to block ${block.number}`,
    };
  }
  const epoch = epochAt(await listEpochs(db, lane), block.number);
  assert(epoch !== undefined, "every screened block has an epoch");
  const freezes = await freezesBeside(db, lane, transfer);
  const observation = observe(chain, block, transfer, await inputs.matcherFor(db, epoch.inputs), freezes);
  const armed = armOrThrow(epoch.inputs);
  const head = armed.head.map(({ heuristic, params }) => ({
    heuristic: heuristic.id,
    version: heuristic.version,
    fired: heuristic.judge(observation, params),
    silent: heuristic.explainSilence(observation, params),
  }));
  const depth = await explainDepth(db, inputs, chain, lane, epoch, transfer, foldedMax);
  const graph = await explainGraph(db, lane, armed.graph, observation);
  return { kind: "screened", epoch, head, depth, ...(graph && { graph }) };
}

/** Of the two sides only: the lane's own book is the lane's to grow. */
async function freezesBeside(db: Executor, lane: Lane, { sender, recipient }: Transfer): Promise<FreezeBook> {
  const book = new FreezeBook();
  for (const account of new Set([sender, recipient])) {
    const events = await listFreezesOf(db, account);
    book.add(events.filter(({ chainId, blockNumber }) => chainId === lane.chainId && blockNumber >= lane.startBlock));
  }
  return book;
}

async function explainDepth(
  db: Executor,
  cache: InputCache,
  chain: Chain,
  lane: Lane,
  epoch: Epoch,
  transfer: Transfer,
  foldedMax = FOLDED_AGAIN_MAX,
): Promise<DepthVerdict[]> {
  const rules = armOrThrow(epoch.inputs).depth;
  const sayAll = (outcome: "pending" | "not_asked", text: string) =>
    rules.map(({ heuristic: { id, version } }) => ({ heuristic: id, version, assessment: { outcome, text } }));
  const { blockNumber, txHash, sender } = transfer;
  if (blockNumber > lane.depthPosition) {
    return sayAll("pending", `rules with a memory stand at block ${lane.depthPosition}: they judge final blocks only`);
  }
  if (!isPayment(transfer))
    return rules.map(({ heuristic: { id, version } }) => ({ heuristic: id, version, assessment: NO_PAYMENT }));
  const gaps = await listScreeningGaps(db, chain.id, { limit: GAPS_MAX, blockNumber });
  for await (const remembered of rememberSent(db, cache, chain, lane, sender, blockNumber, foldedMax)) {
    if (remembered === "cut") return sayAll("not_asked", tooManyText(foldedMax));
    // A sender is judged once in a transaction, at the last payment: that is the word on each of them.
    if (remembered.transfer.blockNumber !== blockNumber || remembered.transfer.txHash !== txHash) continue;
    const { logIndex } = remembered.transfer;
    return rules.map((armed) => {
      const { id: heuristic, version } = armed.heuristic;
      const gap = gaps.find(
        (row) => row.logIndex === logIndex && row.heuristic === heuristic && row.heuristicVersion === version,
      );
      if (gap !== undefined) return { heuristic, version, assessment: { outcome: "gap", text: gap.reason } };
      if (armed.heuristic.judges !== undefined) return { heuristic, version, assessment: NOT_REMADE };
      return { heuristic, version, assessment: assess(armed, remembered.inputs, remembered.encounter) };
    });
  }
  throw new Error("Broken invariant: the sender's transfers hold this one");
}

function tooManyText(foldedMax: number): string {
  return (
    `the sender has more than ${foldedMax} transfers since the lane began, which would take long to go through again; ` +
    "what was found stands in the alerts"
  );
}

const GAPS_MAX = 1_000;
const NOT_REMADE = {
  outcome: "not_asked",
  text:
    "judges by money that others passed on, which is not made again for one payment, only by a rebuild: what it found stands in " +
    "the alerts, and `redflag why <address>` says what the lane remembers of an address as of its checkpoint",
} as const;
const NO_PAYMENT: Assessment = {
  outcome: "silent",
  text: "nobody paid anybody: the transfer is of zero, which can be forged in anyone's name, to its own sender, or of money issued or destroyed",
  figures: [],
  exclusions: [],
};
