import { armOrThrow } from "@redflag/domain/arm";
import type { Chain } from "@redflag/domain/chain";
import { Exposures } from "@redflag/domain/exposure/exposures";
import { type Finding, judgeTransfers } from "@redflag/domain/finding";
import type { Armed, DepthHeuristic, HeadHeuristic, Heuristic } from "@redflag/domain/heuristic";
import { Inferences } from "@redflag/domain/inference";
import { type Firing, foldInputsOf, type Judged } from "@redflag/domain/judge-depth";
import { judgeLate } from "@redflag/domain/late-fold/judge-late";
import { LateProfiles } from "@redflag/domain/late-fold/late-profiles";
import { Parties } from "@redflag/domain/late-fold/parties";
import { unpackTransfers } from "@redflag/domain/late-fold/transfer-rows";
import { Problem } from "@redflag/domain/problem";
import type { WatchlistMatcher } from "@redflag/domain/watchlist-matcher";
import type { WithheldCount } from "@redflag/domain/withheld-counts";
import type { BlockSpan } from "@redflag/store/block-span";
import type { Executor } from "@redflag/store/database";
import { listExposures } from "@redflag/store/exposure";
import { listInferencesAt } from "@redflag/store/inference";
import type { Lane } from "@redflag/store/lane";
import { readStretches } from "./backtest-stretch.ts";
import { decodedExposure } from "./exposure-rows.ts";
import { depthInputsAt } from "./fold-stretch.ts";
import { HeldProfiles } from "./held-profiles.ts";
import type { InputCache } from "./input-cache.ts";

/** What both sets of parameters say of one stretch. */
export interface ComparedStretch {
  to: number;
  transfers: number;
  before: SaidOfStretch;
  after: SaidOfStretch;
}

export interface SaidOfStretch {
  findings: Finding[];
  withheld: Iterable<WithheldCount>;
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
  for await (const { to, epoch, blocks, transfers: packed } of readStretches(tx, chain, lane, [span])) {
    const matcher = await inputs.matcherFor(tx, epoch.inputs);
    const freezes = await inputs.freezes.bookFor(tx, lane, to);
    const transfers = unpackTransfers(packed);
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
  const held = new HeldProfiles(tx, chain.id, isCut, heldMax);
  const exposed = isCut ? await listExposures(tx, chain.id, "cut_profile") : [];
  const exposures = new Exposures([...exposed].map(([address, encoded]) => decodedExposure(address, encoded)));
  const parts = [{ from: foldedFrom, to: span.from - 1 }, span];
  let profiles = new LateProfiles(chain, held.all);
  let known: KnownParties | undefined;
  for await (const { from, to, epoch, blocks, transfers } of readStretches(tx, chain, lane, parts)) {
    const isJudged = from >= span.from;
    const freezes = await inputs.freezes.bookFor(tx, lane, to);
    const given = await depthInputsAt(tx, inputs, chain, lane, epoch, freezes);
    const depthInputs = {
      ...given,
      heuristics: isJudged ? ofRule(given.heuristics, tried.heuristic) : [],
      shadow: isJudged ? [tried] : [],
    };
    const met = profiles.numbers.size;
    const begin = profiles.append(transfers, foldInputsOf(depthInputs));
    await held.hold(profiles.addressesFrom(met));
    profiles.recallFrom(met);
    const inferred = await listInferencesAt(tx, chain.id, profiles.forwardersFrom(begin), from - 1);
    if (known?.profiles !== profiles || known.matcher !== given.matcher) {
      const { matcher } = given;
      known = { profiles, matcher, parties: new Parties(chain, profiles.numbers, matcher) };
    }
    const inferences = new Inferences(inferred);
    const outcome = judgeLate(depthInputs, blocks, profiles, begin, known.parties, inferences, exposures);
    yield { to, transfers: transfers.count, before: saidOf(outcome), after: saidOf(outcome.shadow) };
    if (!held.grow(transfers.count)) continue;
    profiles.foldAll();
    await held.makeRoom();
    profiles = new LateProfiles(chain, held.all);
  }
}

/** As long as neither the lists nor the numbers of addresses change. */
interface KnownParties {
  profiles: LateProfiles;
  matcher: WatchlistMatcher;
  parties: Parties;
}

function ofRule<Rule extends Heuristic>(rules: ReadonlyArray<Armed<Rule>>, { id }: Heuristic): Array<Armed<Rule>> {
  return rules.filter(({ heuristic }) => heuristic.id === id);
}

/** Without copies of what the findings count: nothing here is kept. */
function saidOf({ firings, withheld, gaps }: Judged): SaidOfStretch {
  const findings = firings.map((firing: Firing): Finding => ({ ...firing, supporting: [] }));
  return { findings, withheld, gapCount: gaps.length };
}
