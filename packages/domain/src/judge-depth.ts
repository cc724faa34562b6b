import type { Address } from "./address.ts";
import type { BorderTable } from "./border-table.ts";
import type { Chain } from "./chain.ts";
import { contextReason } from "./context-reason.ts";
import type { DepositParams } from "./deposit-address.ts";
import { durationText } from "./duration-text.ts";
import { type EnrichmentOf, NOTHING_SUPPLIED } from "./enrichment.ts";
import { type ExposedPayment, exposedPayment } from "./exposure/exposed-payment.ts";
import type { ExposureParams } from "./exposure/exposure-params.ts";
import { Exposures, type ProfileLookup } from "./exposure/exposures.ts";
import { blockMissing, entriesOf, type Finding, HeuristicFailure, observe } from "./finding.ts";
import { DAY_S } from "./flow-window.ts";
import { type FoldInputs, foldIntoProfiles, isPayment } from "./fold-profiles.ts";
import type { FreezeBook } from "./freeze-book.ts";
import type { GraphStage } from "./graph/graph-stage.ts";
import type {
  Armed,
  Assessment,
  DepthHeuristic,
  Encounter,
  Observation,
  Party,
  Reason,
  TransferPlace,
  WithholdingCause,
} from "./heuristic.ts";
import { historyShortOf } from "./history-short.ts";
import { type Inference, Inferences, inForce } from "./inference.ts";
import { nearbyReason } from "./listing-reason.ts";
import { emptyProfile, PROFILE_LAYOUT, type Profile } from "./profile.ts";
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
  /** Judged besides and kept apart: whatever they say or throw changes nothing else. */
  shadow?: ReadonlyArray<Armed<DepthHeuristic>>;
  /** Of the detector of deposit addresses; absent in epochs older than it, in which nothing is inferred. */
  deposit?: DepositParams;
  /** What is noted of jurisdictions; absent in epochs older than such notes. */
  borders?: BorderTable;
  /** What VASPs have said of addresses of this chain's family. */
  enrichmentOf?: EnrichmentOf;
  /** How money of listed addresses is followed; absent in epochs older than that, in which it is not. */
  exposure?: ExposureParams;
  /** Block time of the lane's first block, unix seconds: how far back the memory reaches. */
  startTime: number;
  /** Of the lane's final blocks, at least up to the last that is judged; nobody is frozen where absent. */
  freezes?: FreezeBook;
  /** What the fold takes down; the newest where absent. */
  layout?: number;
}

/** Of these inputs, what the fold itself depends on. */
export function foldInputsOf({ layout = PROFILE_LAYOUT, rates }: DepthInputs): FoldInputs {
  return { layout, rates };
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

/** What rules said of a stretch. */
export interface Judged {
  firings: Firing[];
  withheld: Withholding[];
  gaps: ScreeningGap[];
}

export interface DepthOutcome extends Judged {
  /** What rules say that are tried only. */
  shadow: Judged;
}

/**
 * Folds final transfers into the profiles and judges payments by the rules with a memory, in ledger order. A transaction is
 * folded whole before any of it is judged, and each of its senders is judged once, at the last payment: a swap takes one
 * token and gives another, and between the two nobody has anything. The same transfers and inputs give the same outcome
 * however they are cut into stretches of whole blocks.
 * @param profiles of every address that the transfers touch, as of just before them; left as of just after
 * @param inferences of these addresses, as of just before; left as of just after
 * @param exposures of these addresses, as of just before; left as of just after
 * @param graph looks for shapes among the same payments; absent in epochs older than it
 */
export function foldAndJudge(
  inputs: DepthInputs,
  blocks: ReadonlyMap<number, Block>,
  transfers: readonly Transfer[],
  profiles: Map<Address, Profile>,
  inferences = new Inferences(),
  exposures = new Exposures(),
  graph?: GraphStage,
): DepthOutcome {
  const outcome: DepthOutcome = { ...nothingJudged(), shadow: nothingJudged() };
  const foldInputs = foldInputsOf(inputs);
  const rules = rulesByPayment(inputs.heuristics);
  const shadow = rulesByPayment(inputs.shadow ?? []);
  let transaction: Observation[] = [];
  for (const [index, transfer] of transfers.entries()) {
    const block = blocks.get(transfer.blockNumber);
    if (block === undefined) throw blockMissing(transfer);
    const observation = observe(inputs.chain, block, transfer, inputs.matcher);
    const exposed = follow(inputs, observation, profiles, inferences, exposures);
    foldIntoProfiles(profiles, observation, foldInputs);
    if (exposed !== undefined) {
      const profile = profiles.get(exposed.subject.address) ?? emptyProfile();
      const payee = (find: FindEntries) => inferences.find(observation.recipient, block.time, find);
      const encounter = { ...encounterWith(inputs, observation, profile, payee), exposed };
      for (const armed of rules.exposed) judge(armed, inputs, encounter, outcome);
      for (const armed of shadow.exposed) judge(armed, inputs, encounter, outcome.shadow);
    }
    graph?.see(observation, inputs, outcome);
    transaction.push(observation);
    if (transfers[index + 1]?.txHash === transfer.txHash) continue;
    const encounters = lastPayments(transaction).map((payment) => {
      // The sender's profile as the fold holds it, not a copy: it grows on, and nothing of this encounter is kept.
      const profile = profiles.get(payment.sender.address) ?? emptyProfile();
      return encounterWith(inputs, payment, profile, (find) => inferences.find(payment.recipient, block.time, find));
    });
    for (const encounter of encounters) {
      const said = outcome.firings.length;
      for (const armed of rules.sent) judge(armed, inputs, encounter, outcome);
      if (outcome.firings.length > said) addContext(inputs, encounter, outcome, said);
      for (const armed of shadow.sent) judge(armed, inputs, encounter, outcome.shadow);
    }
    for (const encounter of encounters) infer(inputs, encounter, transfer, inferences);
    transaction = [];
  }
  return outcome;
}

export function nothingJudged(): Judged {
  return { firings: [], withheld: [], gaps: [] };
}

/** Those that judge each payment of listed addresses' money, and those that judge what a sender paid last in a transaction. */
export function rulesByPayment(heuristics: ReadonlyArray<Armed<DepthHeuristic>>) {
  const exposed: Array<Armed<DepthHeuristic>> = [];
  const sent: Array<Armed<DepthHeuristic>> = [];
  for (const armed of heuristics) {
    if (armed.heuristic.judges === "exposed_payments") exposed.push(armed);
    else if (!armed.heuristic.contextOnly) sent.push(armed);
  }
  return { exposed, sent };
}

/** What a transfer carries of listed addresses' money; undefined of nearly every one. */
export function follow(
  { chain, matcher, rates, exposure, deposit }: DepthInputs,
  observation: Observation,
  profiles: ProfileLookup,
  inferences: Inferences,
  exposures: Exposures,
): ExposedPayment | undefined {
  if (exposure === undefined) return undefined;
  const isInferred = (party: Party) =>
    deposit !== undefined &&
    inferences.find(party, observation.block.time, (address) => entriesOf(chain, address, matcher)) !== undefined;
  const isDeposit = () => isInferred(observation.recipient);
  const moved = exposures.fold(observation, { params: exposure, rates, profiles, isDeposit });
  return moved && exposedPayment(observation, moved, exposures, isInferred);
}

/** Only where the lane reaches back as far as the detector looks: what came before nobody knows. */
export function infer(
  { deposit, startTime }: DepthInputs,
  encounter: Encounter,
  end: TransferPlace,
  inferences: Inferences,
): void {
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

const NO_FREEZES: ReturnType<Encounter["freezesOf"]> = Object.freeze([]);

type FindEntries = Encounter["entriesOf"];

export function encounterWith(
  { rates, matcher, deposit, borders, enrichmentOf = NOTHING_SUPPLIED, freezes }: DepthInputs,
  observation: Observation,
  profile: Profile,
  inferenceOf: (find: FindEntries) => Inference | undefined,
): Encounter {
  const { chain, block, transfer, token, sender, recipient } = observation;
  const find: FindEntries = (address) => entriesOf(chain, address, matcher);
  const payee = deposit === undefined ? undefined : inferenceOf(find);
  const inferred = payee && { recipientInferred: payee };
  const freezesOf = (address: Address) => freezes?.freezesAt(address, transfer) ?? NO_FREEZES;
  const noted = borders && { borders };
  return {
    chain,
    block,
    transfer,
    token,
    sender,
    recipient,
    profile,
    rates,
    enrichmentOf,
    entriesOf: find,
    freezesOf,
    ...noted,
    ...inferred,
  };
}

/** The rule's word, unless the lane does not reach back far enough for it to have one, or for its silence to mean something. */
export function assess(armed: Armed<DepthHeuristic>, { startTime }: DepthInputs, encounter: Encounter): Assessment {
  const historyS = encounter.block.time - startTime;
  const neededS = armed.heuristic.historyS(armed.params);
  const said = assessWithin(armed, encounter, historyS, neededS);
  if (said !== undefined) return said;
  const reach = durationText(Math.max(historyS, 0));
  const text = `the lane reaches back ${reach} before this transfer, the rule looks back ${durationText(neededS)}`;
  return { outcome: "withheld", cause: "history_short", text };
}

/** @returns undefined where the lane does not reach back far enough */
function assessWithin(
  { heuristic, params }: Armed<DepthHeuristic>,
  encounter: Encounter,
  historyS: number,
  neededS: number,
): Assessment | undefined {
  if (historyS >= neededS) return heuristic.assess(encounter, params);
  if (!heuristic.firesEarly) return undefined;
  const early = heuristic.assess(encounter, params);
  return early.outcome === "fires" ? early : undefined;
}

/** Rules that only add context are asked where another has fired on the same payment, and nowhere else. */
function addContext(inputs: DepthInputs, encounter: Encounter, outcome: DepthOutcome, from: number): void {
  const context: Reason[] = [];
  for (const armed of inputs.heuristics) {
    if (armed.heuristic.contextOnly) judge(armed, inputs, encounter, outcome, context);
  }
  if (context.length === 0) return;
  for (const [n, firing] of outcome.firings.slice(from).entries()) {
    outcome.firings[from + n] = { ...firing, reasons: [...firing.reasons, ...context] };
  }
}

export function judge(
  armed: Armed<DepthHeuristic>,
  inputs: DepthInputs,
  encounter: Encounter,
  outcome: Judged,
  context: Reason[] = [],
): void {
  const { id: heuristic, version: heuristicVersion } = armed.heuristic;
  let assessment: Assessment;
  try {
    const historyS = encounter.block.time - inputs.startTime;
    const said = assessWithin(armed, encounter, historyS, armed.heuristic.historyS(armed.params));
    if (said === undefined) {
      outcome.withheld.push(historyShortOf(armed.heuristic));
      return;
    }
    assessment = said;
  } catch (error) {
    const reason = new HeuristicFailure(armed.heuristic, encounter, error).message;
    outcome.gaps.push({ heuristic, heuristicVersion, transfer: encounter.transfer, reason });
    return;
  }
  if (assessment.outcome === "withheld") {
    outcome.withheld.push({ heuristic, heuristicVersion, cause: assessment.cause });
  } else if (assessment.outcome === "context") {
    context.push(contextReason(heuristic, assessment));
  } else if (assessment.outcome === "fires") {
    outcome.firings.push(firingOf(armed.heuristic, encounter, assessment));
  }
}

/** What a rule with a memory found, as a finding about the sender, or about the subject of an exposed payment. */
export function firingOf(
  { id: heuristic, version: heuristicVersion, gapS }: DepthHeuristic,
  { sender, exposed, chain, block, transfer }: Encounter,
  assessment: Extract<Assessment, { outcome: "fires" }>,
): Firing {
  const { severity, score, text, figures, exclusions, supporting, listings = [], besides = [] } = assessment;
  const nearby = listings.map((entry) => nearbyReason(entry, chain.family));
  return {
    heuristic,
    heuristicVersion,
    gapS,
    subject: (exposed?.subject ?? sender).address,
    severity,
    exposure: exposed === undefined ? "BEHAVIORAL" : "INDIRECT",
    score,
    reasons: [{ code: heuristic.replaceAll("-", "_"), text, figures, exclusions }, ...nearby, ...besides],
    block,
    transfer,
    supporting,
  };
}
