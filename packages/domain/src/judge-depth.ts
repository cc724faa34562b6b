import type { Address } from "./address.ts";
import type { Chain } from "./chain.ts";
import type { DepositParams } from "./deposit-address.ts";
import { durationText } from "./duration-text.ts";
import { blockMissing, entriesOf, type Finding, HeuristicFailure, observe } from "./finding.ts";
import { DAY_S } from "./flow-window.ts";
import { foldIntoProfiles, isPayment } from "./fold-profiles.ts";
import type { GraphStage } from "./graph/graph-stage.ts";
import type {
  Armed,
  Assessment,
  DepthHeuristic,
  Encounter,
  Observation,
  TransferPlace,
  WithholdingCause,
} from "./heuristic.ts";
import { type Inference, Inferences, inForce } from "./inference.ts";
import { nearbyReason } from "./listing-reason.ts";
import { emptyProfile, type Profile } from "./profile.ts";
import { GrowingProfile } from "./profile-growth.ts";
import type { RateTable } from "./rate-table.ts";
import type { Block, Transfer } from "./transfer.ts";
import type { WatchlistMatcher } from "./watchlist-matcher.ts";

/** The recorded inputs of one stretch. */
export interface DepthInputs {
  chain: Chain;
  matcher: WatchlistMatcher;
  rates: RateTable;
  heuristics: ReadonlyArray<Armed<DepthHeuristic>>;
  /** Of the detector of deposit addresses; absent in epochs older than it, in which nothing is inferred. */
  deposit?: DepositParams;
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
 * Folds final transfers into the profiles and judges payments by the rules with a memory, in ledger order. A transaction is
 * folded whole before any of it is judged, and each of its senders is judged once, at the last payment: a swap takes one
 * token and gives another, and between the two nobody has anything. The same transfers and inputs give the same outcome
 * however they are cut into stretches of whole blocks.
 * @param profiles of every address that the transfers touch, as of just before them; left as of just after
 * @param inferences of these addresses, as of just before; left as of just after
 * @param graph looks for shapes among the same payments; absent in epochs older than it
 */
export function foldAndJudge(
  inputs: DepthInputs,
  blocks: ReadonlyMap<number, Block>,
  transfers: readonly Transfer[],
  profiles: Map<Address, Profile>,
  inferences = new Inferences(),
  graph?: GraphStage,
): DepthOutcome {
  const outcome: DepthOutcome = { firings: [], withheld: [], gaps: [] };
  let transaction: Observation[] = [];
  for (const [index, transfer] of transfers.entries()) {
    const block = blocks.get(transfer.blockNumber);
    if (block === undefined) throw blockMissing(transfer);
    const observation = observe(inputs.chain, block, transfer, inputs.matcher);
    foldIntoProfiles(profiles, observation);
    graph?.see(observation, inputs.rates, outcome);
    transaction.push(observation);
    if (transfers[index + 1]?.txHash === transfer.txHash) continue;
    const encounters = lastPayments(transaction).map((payment) => {
      // The sender's profile as the fold holds it, not a copy: it grows on, and nothing of this encounter is kept.
      const profile = profiles.get(payment.sender.address) ?? emptyProfile();
      return encounterWith(inputs, payment, profile, (find) => inferences.find(payment.recipient, block.time, find));
    });
    for (const encounter of encounters) {
      for (const armed of inputs.heuristics) judge(armed, inputs, encounter, outcome);
    }
    for (const encounter of encounters) infer(inputs, encounter, transfer, inferences);
    transaction = [];
  }
  return outcome;
}

/** Only where the lane reaches back as far as the detector looks: what came before nobody knows. */
function infer({ deposit, startTime }: DepthInputs, encounter: Encounter, end: Transfer, inferences: Inferences): void {
  if (deposit === undefined || encounter.block.time - startTime < deposit.windowDays * DAY_S) return;
  const { blockNumber, logIndex } = end;
  inferences.note(encounter, deposit, { blockNumber, logIndex });
}

/** Of each sender the last payment, in ledger order. */
function lastPayments(transaction: readonly Observation[]): readonly Observation[] {
  const payments = transaction.filter(({ transfer }) => isPayment(transfer));
  if (payments.length < 2) return payments;
  const lastOf = new Map(payments.map((payment) => [payment.sender.address, payment]));
  return payments.filter((payment) => lastOf.get(payment.sender.address) === payment);
}

/**
 * What a rule with a memory sees of a payment whose transaction is folded already. May be kept while the fold goes on.
 * @param inference about the recipient that stands before the transaction
 */
export function encounterOf(
  inputs: DepthInputs,
  observation: Observation,
  profiles: ReadonlyMap<Address, Profile>,
  inference?: Inference,
): Encounter {
  const profile = GrowingProfile.from(profiles.get(observation.sender.address) ?? emptyProfile());
  const { recipient, block } = observation;
  return encounterWith(inputs, observation, profile, (find) => inForce(inference, recipient, block.time, find));
}

type FindEntries = Encounter["entriesOf"];

function encounterWith(
  { rates, matcher, deposit }: DepthInputs,
  observation: Observation,
  profile: Profile,
  inferenceOf: (find: FindEntries) => Inference | undefined,
): Encounter {
  const { chain, block, transfer, token, sender, recipient } = observation;
  const find: FindEntries = (address) => entriesOf(chain, address, matcher);
  const payee = deposit === undefined ? undefined : inferenceOf(find);
  const inferred = payee && { recipientInferred: payee };
  return { chain, block, transfer, token, sender, recipient, profile, rates, entriesOf: find, ...inferred };
}

/** The rule's word, unless the lane does not reach back far enough for it to have one, or for its silence to mean something. */
export function assess(
  { heuristic, params }: Armed<DepthHeuristic>,
  { startTime }: DepthInputs,
  encounter: Encounter,
): Assessment {
  const historyS = encounter.block.time - startTime;
  const neededS = heuristic.historyS(params);
  if (historyS >= neededS) return heuristic.assess(encounter, params);
  if (heuristic.firesEarly) {
    const early = heuristic.assess(encounter, params);
    if (early.outcome === "fires") return early;
  }
  const reach = durationText(Math.max(historyS, 0));
  const text = `the lane reaches back ${reach} before this transfer, the rule looks back ${durationText(neededS)}`;
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
    const { severity, score, text, figures, exclusions, supporting, listings = [] } = assessment;
    const nearby = listings.map((entry) => nearbyReason(entry, encounter.chain.family));
    outcome.firings.push({
      heuristic,
      heuristicVersion,
      gapS,
      subject: encounter.sender.address,
      severity,
      exposure: "BEHAVIORAL",
      score,
      reasons: [{ code: heuristic.replaceAll("-", "_"), text, figures, exclusions }, ...nearby],
      block: encounter.block,
      transfer: encounter.transfer,
      supporting,
    });
  }
}
