import type { Address } from "./address.ts";
import assert from "./assert.ts";
import type { Chain } from "./chain.ts";
import { entriesOf, type Finding, HeuristicFailure, observe } from "./finding.ts";
import { foldIntoProfiles, movesMoney } from "./fold-profiles.ts";
import type {
  Armed,
  Assessment,
  DepthHeuristic,
  Encounter,
  Observation,
  TransferPlace,
  WithholdingCause,
} from "./heuristic.ts";
import { emptyProfile, type Profile } from "./profile.ts";
import type { RateTable } from "./rate-table.ts";
import type { Block, Transfer } from "./transfer.ts";
import type { WatchlistMatcher } from "./watchlist-matcher.ts";

/** The recorded inputs of one stretch. */
export interface DepthInputs {
  chain: Chain;
  matcher: WatchlistMatcher;
  rates: RateTable;
  heuristics: ReadonlyArray<Armed<DepthHeuristic>>;
  /** Block time of the lane's first block, unix seconds: how far back the memory reaches. */
  startTime: number;
}

/** A finding that still names its supporting transfers by their places. */
export type Firing = Omit<Finding, "supporting"> & { supporting: readonly TransferPlace[] };

/** A rule could not be judged on a transfer. */
export interface Withholding {
  heuristic: string;
  heuristicVersion: number;
  cause: WithholdingCause;
}

/** A rule threw over a transfer: what it would have said is unknown, the other rules went on. */
export interface ScreeningGap {
  heuristic: string;
  heuristicVersion: number;
  transfer: Transfer;
  reason: string;
}

export interface DepthOutcome {
  firings: Firing[];
  withheld: Withholding[];
  gaps: ScreeningGap[];
}

/**
 * Folds final transfers into the profiles and judges each by the rules with a memory, in ledger order. The same transfers
 * and inputs give the same outcome however they are cut into stretches.
 * @param profiles of every address that the transfers touch, as of just before them; left as of just after
 */
export function foldAndJudge(
  inputs: DepthInputs,
  blocks: ReadonlyMap<number, Block>,
  transfers: readonly Transfer[],
  profiles: Map<Address, Profile>,
): DepthOutcome {
  const outcome: DepthOutcome = { firings: [], withheld: [], gaps: [] };
  for (const transfer of transfers) {
    const block = blocks.get(transfer.blockNumber);
    assert(block !== undefined, `block ${transfer.blockNumber} of a transfer is at hand`);
    const observation = observe(inputs.chain, block, transfer, inputs.matcher);
    foldIntoProfiles(profiles, observation);
    if (!movesMoney(transfer)) continue;
    const encounter = encounterOf(inputs, observation, profiles);
    for (const armed of inputs.heuristics) judge(armed, inputs, encounter, outcome);
  }
  return outcome;
}

/** What a rule with a memory sees of a transfer whose sides are folded already. */
export function encounterOf(
  { chain, matcher, rates }: DepthInputs,
  observation: Observation,
  profiles: ReadonlyMap<Address, Profile>,
): Encounter {
  const profile = profiles.get(observation.sender.address) ?? emptyProfile();
  return { ...observation, profile, rates, entriesOf: (address) => entriesOf(chain, address, matcher) };
}

/** The rule's word, unless the lane does not reach back far enough for it to have one. */
export function assess(
  { heuristic, params }: Armed<DepthHeuristic>,
  { startTime }: DepthInputs,
  encounter: Encounter,
): Assessment {
  const historyS = encounter.block.time - startTime;
  const neededS = heuristic.historyS(params);
  if (historyS >= neededS) return heuristic.assess(encounter, params);
  const text = `the lane reaches back ${historyS} s before this transfer, the rule looks back ${neededS} s`;
  return { outcome: "withheld", cause: "history_short", text };
}

function judge(armed: Armed<DepthHeuristic>, inputs: DepthInputs, encounter: Encounter, outcome: DepthOutcome): void {
  const { id: heuristic, version: heuristicVersion, gapS } = armed.heuristic;
  let assessment: Assessment;
  try {
    assessment = assess(armed, inputs, encounter);
  } catch (error) {
    const reason = new HeuristicFailure(armed.heuristic, encounter, error).message;
    outcome.gaps.push({ heuristic, heuristicVersion, transfer: encounter.transfer, reason });
    return;
  }
  if (assessment.outcome === "withheld") {
    outcome.withheld.push({ heuristic, heuristicVersion, cause: assessment.cause });
  } else if (assessment.outcome === "fires") {
    const { severity, score, text, figures, exclusions, supporting } = assessment;
    outcome.firings.push({
      heuristic,
      heuristicVersion,
      gapS,
      subject: encounter.sender.address,
      severity,
      exposure: "BEHAVIORAL",
      score,
      reasons: [{ code: heuristic.replaceAll("-", "_"), text, figures, exclusions }],
      block: encounter.block,
      transfer: encounter.transfer,
      supporting,
    });
  }
}
