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
import type { GraphEye } from "./graph/graph-stage.ts";
import type {
  Armed,
  Assessment,
  DepthHeuristic,
  Encounter,
  Observation,
  Party,
  Reason,
  TransferPlace,
} from "./heuristic.ts";
import { type Inference, Inferences, inForce } from "./inference.ts";
import { nearbyReason } from "./listing-reason.ts";
import { emptyProfile, PROFILE_LAYOUT, type Profile } from "./profile.ts";
import { GrowingProfile } from "./profile-growth.ts";
import type { RateTable } from "./rate-table.ts";
import type { TimedBlock, Transfer } from "./transfer.ts";
import type { WatchlistMatcher } from "./watchlist-matcher.ts";
import { WithheldCounts } from "./withheld-counts.ts";

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
  withheld: WithheldCounts;
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
  blocks: ReadonlyMap<number, TimedBlock>,
  transfers: readonly Transfer[],
  profiles: Map<Address, Profile>,
  inferences = new Inferences(),
  exposures = new Exposures(),
  graph?: GraphEye,
): DepthOutcome {
  const outcome: DepthOutcome = { ...nothingJudged(), shadow: nothingJudged() };
  const foldInputs = foldInputsOf(inputs);
  const rules = rulesByPayment(inputs.heuristics);
  const shadow = rulesByPayment(inputs.shadow ?? []);
  const find = findEntriesBy(inputs);
  // The sender's profile as the fold holds it, not a copy: it grows on, and nothing of this encounter is kept.
  const encounterOn = (payment: Observation, subject: Address): Encounter => {
    const payee =
      inputs.deposit === undefined ? undefined : inferences.find(payment.recipient, payment.block.time, find);
    return encounterWith(inputs, find, payment, profiles.get(subject) ?? emptyProfile(), payee);
  };
  const transaction: Observation[] = [];
  for (let index = 0; index < transfers.length; index++) {
    const transfer = transfers[index] as Transfer;
    const block = blocks.get(transfer.blockNumber);
    if (block === undefined) throw blockMissing(transfer);
    const observation = observe(inputs.chain, block, transfer, inputs.matcher);
    const exposed = follow(inputs, find, observation, profiles, inferences, exposures);
    foldIntoProfiles(profiles, observation, foldInputs);
    if (exposed !== undefined) {
      const encounter = { ...encounterOn(observation, exposed.subject.address), exposed };
      for (const rule of rules.exposed) judge(rule, inputs, encounter, outcome);
      for (const rule of shadow.exposed) judge(rule, inputs, encounter, outcome.shadow);
    }
    graph?.see(observation, inputs, outcome);
    transaction.push(observation);
    if (transfers[index + 1]?.txHash === transfer.txHash) continue;
    const encounters = lastPayments(transaction).map((payment) => encounterOn(payment, payment.sender.address));
    for (const encounter of encounters) {
      const said = outcome.firings.length;
      for (const rule of rules.sent) judge(rule, inputs, encounter, outcome);
      if (outcome.firings.length > said) addContext(rules.context, inputs, encounter, outcome, said);
      for (const rule of shadow.sent) judge(rule, inputs, encounter, outcome.shadow);
    }
    for (const encounter of encounters) infer(inputs, encounter, transfer, inferences);
    transaction.length = 0;
  }
  return outcome;
}

export function nothingJudged(): Judged {
  return { firings: [], withheld: new WithheldCounts(), gaps: [] };
}

/** A rule, and how far it looks back with these parameters. */
export interface Rule extends Armed<DepthHeuristic> {
  neededS: number;
}

/**
 * Those that judge each payment of listed addresses' money, those that judge what a sender paid last in a transaction, and those
 * that only add to what these say.
 */
export function rulesByPayment(heuristics: ReadonlyArray<Armed<DepthHeuristic>>) {
  const by: Record<"exposed" | "sent" | "context", Rule[]> = { exposed: [], sent: [], context: [] };
  for (const { heuristic, params } of heuristics) {
    const { contextOnly, judges } = heuristic;
    const group = judges === "exposed_payments" ? by.exposed : contextOnly ? by.context : by.sent;
    group.push({ heuristic, params, neededS: heuristic.historyS(params) });
  }
  return by;
}

/** What a transfer carries of listed addresses' money; undefined of nearly every one. */
export function follow(
  { rates, exposure, deposit }: DepthInputs,
  find: FindEntries,
  observation: Observation,
  profiles: ProfileLookup,
  inferences: Inferences,
  exposures: Exposures,
): ExposedPayment | undefined {
  const { sender, recipient } = observation;
  if (exposure === undefined || !exposures.mayMove(sender, recipient.address)) return undefined;
  const isInferred = (party: Party) =>
    deposit !== undefined && inferences.find(party, observation.block.time, find) !== undefined;
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
  const find = findEntriesBy(inputs);
  const payee = inputs.deposit && inForce(inference, recipient, block.time, find);
  return encounterWith(inputs, find, observation, profile, payee);
}

export type FindEntries = Encounter["entriesOf"];

export function findEntriesBy({ chain, matcher }: DepthInputs): FindEntries {
  return (address) => entriesOf(chain, address, matcher);
}

const NO_FREEZES: ReturnType<Encounter["freezesOf"]> = Object.freeze([]);

/** @param payee what is inferred of the recipient */
export function encounterWith(
  { rates, borders, enrichmentOf = NOTHING_SUPPLIED, freezes }: DepthInputs,
  find: FindEntries,
  { chain, block, transfer, token, sender, recipient }: Observation,
  profile: Profile,
  payee: Inference | undefined,
): Encounter {
  const encounter: Encounter = {
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
    freezesOf: (address) => freezes?.freezesAt(address, transfer) ?? NO_FREEZES,
  };
  if (borders !== undefined) encounter.borders = borders;
  if (payee !== undefined) encounter.recipientInferred = payee;
  return encounter;
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
  const early = heuristic.firesEarly && heuristic.assess(encounter, params);
  if (early?.outcome === "fires") return early;
  const reach = durationText(Math.max(historyS, 0));
  const text = `the lane reaches back ${reach} before this transfer, the rule looks back ${durationText(neededS)}`;
  return { outcome: "withheld", cause: "history_short", text };
}

/** Rules that only add context are asked where another has fired on the same payment, and nowhere else. */
function addContext(
  rules: readonly Rule[],
  inputs: DepthInputs,
  encounter: Encounter,
  outcome: DepthOutcome,
  from: number,
): void {
  const context: Reason[] = [];
  for (const rule of rules) judge(rule, inputs, encounter, outcome, context);
  if (context.length === 0) return;
  for (const [n, firing] of outcome.firings.slice(from).entries()) {
    outcome.firings[from + n] = { ...firing, reasons: [...firing.reasons, ...context] };
  }
}

/** What `assess` says, without the reasons for a silence. */
export function judge(
  { heuristic, params, neededS }: Rule,
  { startTime }: DepthInputs,
  encounter: Encounter,
  outcome: Judged,
  context: Reason[] = NO_CONTEXT,
): void {
  const isShort = encounter.block.time - startTime < neededS;
  let assessment: Assessment | undefined;
  try {
    const isAsked = !isShort || heuristic.firesEarly === true;
    if (isAsked && heuristic.cannotFire?.(encounter, params) !== true) assessment = heuristic.assess(encounter, params);
  } catch (error) {
    const { id, version: heuristicVersion } = heuristic;
    const reason = new HeuristicFailure(heuristic, encounter, error).message;
    outcome.gaps.push({ heuristic: id, heuristicVersion, transfer: encounter.transfer, reason });
    return;
  }
  if (isShort && assessment?.outcome !== "fires") {
    outcome.withheld.add(heuristic, "history_short");
    return;
  }
  if (assessment === undefined) return;
  if (assessment.outcome === "silent") return;
  if (assessment.outcome === "withheld") {
    outcome.withheld.add(heuristic, assessment.cause);
  } else if (assessment.outcome === "context") {
    context.push(contextReason(heuristic.id, assessment));
  } else {
    outcome.firings.push(firingOf(heuristic, encounter, assessment));
  }
}

/** Rules that open alerts have none to add. */
const NO_CONTEXT: Reason[] = Object.freeze([]) as never;

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
