import assert from "node:assert/strict";
import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { type Epoch, epochAt, lastBlockOfEpoch } from "@redflag/domain/epoch";
import { Exposures } from "@redflag/domain/exposure/exposures";
import { type Finding, judgeTransfers } from "@redflag/domain/finding";
import type { Armed, DepthHeuristic, HeadHeuristic, Heuristic } from "@redflag/domain/heuristic";
import { Inferences } from "@redflag/domain/inference";
import { type Firing, foldAndJudge, type Judged, type Withholding } from "@redflag/domain/judge-depth";
import { Problem } from "@redflag/domain/problem";
import type { Block, Transfer } from "@redflag/domain/transfer";
import type { BlockSpan } from "@redflag/store/block-span";
import type { Executor } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import { listExposures } from "@redflag/store/exposure";
import { listInferencesAt } from "@redflag/store/inference";
import type { Lane } from "@redflag/store/lane";
import { listBlocks } from "@redflag/store/ledger-read";
import { findEndWithin, listTransfers } from "@redflag/store/transfer-read";
import { armOrThrow } from "./arm.ts";
import { decodedExposure } from "./exposure-rows.ts";
import { depthInputsAt, forwardersAmong } from "./fold-stretch.ts";
import { HeldProfiles } from "./held-profiles.ts";
import type { InputCache } from "./input-cache.ts";

/** Blocks and transfers read at once. Ours [E]. */
const BLOCKS_PER_STRETCH_MAX = 1_000;
const TRANSFERS_PER_STRETCH_MAX = 20_000;

/** What both sets of parameters say of one stretch. */
export interface ComparedStretch {
  to: number;
  transfers: number;
  before: SaidOfStretch;
  after: SaidOfStretch;
}

export interface SaidOfStretch {
  findings: Finding[];
  withheld: Withholding[];
  gapCount: number;
}

export interface BacktestFold {
  chain: Chain;
  lane: Lane;
  /** The rule with the parameters that are tried. */
  tried: Armed;
  /** Judged by both. */
  span: BlockSpan;
  /** Folded, and not judged, from here to the stretch: what the rule remembers. */
  foldedFrom: number;
  /** Payments that profiles held in memory remember at most; as HeldProfiles has it unless told. */
  heldMax?: number;
}

interface Stretch extends BlockSpan {
  epoch: Epoch;
  blocks: Map<number, Block>;
  transfers: Transfer[];
}

/** Rules of a lane's head and depth: what judges across chains or what lies between addresses is no fold of one rule. */
export function canBacktest({ stage }: Heuristic): boolean {
  return stage === "head" || stage === "depth";
}

/** Judges a stretch of the past by a rule as its epochs had it and as it is tried, each block with its epoch's lists and rates. */
export function compareFold(tx: Executor, inputs: InputCache, fold: BacktestFold): AsyncGenerator<ComparedStretch> {
  const { heuristic, params } = fold.tried;
  switch (heuristic.stage) {
    case "head":
      return compareHead(tx, inputs, fold, { heuristic, params });
    case "depth":
      return compareDepth(tx, inputs, fold, { heuristic, params });
    default:
      throw new Problem("backtest_impossible", `${heuristic.id} is judged at the stage ${heuristic.stage}`);
  }
}

/** A stateless rule needs nothing from before. */
async function* compareHead(
  tx: Executor,
  inputs: InputCache,
  { chain, lane, span }: BacktestFold,
  tried: Armed<HeadHeuristic>,
): AsyncGenerator<ComparedStretch> {
  for await (const { to, epoch, blocks, transfers } of readStretches(tx, chain, lane, [span])) {
    const matcher = await inputs.matcherFor(tx, epoch.inputs);
    const freezes = await inputs.freezes.bookFor(tx, lane, to);
    const judge = (rules: ReadonlyArray<Armed<HeadHeuristic>>): SaidOfStretch => ({
      findings: judgeTransfers(chain, blocks, transfers, matcher, rules, freezes),
      withheld: [],
      gapCount: 0,
    });
    const held = ofRule(armOrThrow(epoch.inputs).head, tried.heuristic);
    yield { to, transfers: transfers.length, before: judge(held), after: judge([tried]) };
  }
}

async function* compareDepth(
  tx: Executor,
  inputs: InputCache,
  { chain, lane, span, foldedFrom, heldMax }: BacktestFold,
  tried: Armed<DepthHeuristic>,
): AsyncGenerator<ComparedStretch> {
  const isCut = foldedFrom > lane.startBlock;
  const profiles = new HeldProfiles(tx, chain.id, isCut, heldMax);
  const exposed = isCut ? await listExposures(tx, chain.id, "cut_profile") : [];
  const exposures = new Exposures([...exposed].map(([address, encoded]) => decodedExposure(address, encoded)));
  const parts = [{ from: foldedFrom, to: span.from - 1 }, span];
  for await (const { from, to, epoch, blocks, transfers } of readStretches(tx, chain, lane, parts)) {
    const touched = new Set<Address>();
    for (const { sender, recipient } of transfers) touched.add(sender).add(recipient);
    const known = await profiles.hold(touched);
    const inferred = await listInferencesAt(tx, chain.id, forwardersAmong(known), from - 1);
    const isJudged = from >= span.from;
    const freezes = await inputs.freezes.bookFor(tx, lane, to);
    const given = await depthInputsAt(tx, inputs, chain, lane, epoch, freezes);
    const depthInputs = {
      ...given,
      heuristics: isJudged ? ofRule(given.heuristics, tried.heuristic) : [],
      shadow: isJudged ? [tried] : [],
    };
    const outcome = foldAndJudge(depthInputs, blocks, transfers, profiles.all, new Inferences(inferred), exposures);
    await profiles.settle(touched, transfers.length);
    yield { to, transfers: transfers.length, before: saidOf(outcome), after: saidOf(outcome.shadow) };
  }
}

function ofRule<Rule extends Heuristic>(rules: ReadonlyArray<Armed<Rule>>, { id }: Heuristic): Array<Armed<Rule>> {
  return rules.filter(({ heuristic }) => heuristic.id === id);
}

/** Without copies of what the findings count: nothing here is kept. */
function saidOf({ firings, withheld, gaps }: Judged): SaidOfStretch {
  const findings = firings.map((firing: Firing): Finding => ({ ...firing, supporting: [] }));
  return { findings, withheld, gapCount: gaps.length };
}

/** Blocks and transfers of these parts in their order, each stretch within one part and one epoch. */
async function* readStretches(
  tx: Executor,
  chain: Chain,
  lane: Lane,
  parts: readonly BlockSpan[],
): AsyncGenerator<Stretch> {
  const epochs = await listEpochs(tx, lane);
  for (const { from: first, to: last } of parts) {
    for (let from = first; from <= last; ) {
      const epoch = epochAt(epochs, from);
      assert(epoch !== undefined, "every screened block has an epoch");
      const end = lastBlockOfEpoch(epochs, from, Math.min(last, from + BLOCKS_PER_STRETCH_MAX - 1));
      const to = await findEndWithin(tx, chain.id, { from, to: end }, TRANSFERS_PER_STRETCH_MAX);
      const blocks = new Map((await listBlocks(tx, chain.id, from, to)).map((block) => [block.number, block]));
      yield { from, to, epoch, blocks, transfers: await listTransfers(tx, chain.id, from, to) };
      from = to + 1;
    }
  }
}
