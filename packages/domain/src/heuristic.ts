import type { z } from "zod";
import type { Address } from "./address.ts";
import type { BorderTable } from "./border-table.ts";
import type { Chain } from "./chain.ts";
import type { HopLimits } from "./cross-chain/hop-book.ts";
import type { Hop, KnownLeg } from "./cross-chain/leg.ts";
import type { Enrichment } from "./enrichment.ts";
import type { ListedEntry, Severity } from "./entry.ts";
import type { ExposedPayment } from "./exposure/exposed-payment.ts";
import type { Figure } from "./figure.ts";
import type { StandingFreeze } from "./freeze-book.ts";
import type { Shape } from "./graph/sighting.ts";
import type { Inference } from "./inference.ts";
import type { Profile } from "./profile.ts";
import type { RateTable } from "./rate-table.ts";
import type { KnownToken } from "./token-registry.ts";
import type { TimedBlock, Transfer } from "./transfer.ts";
import type { WithholdingCause } from "./withholding-cause.ts";

/** How near the money is to what is listed. */
export type Exposure = "DIRECT" | "INDIRECT" | "BEHAVIORAL";

/** One side of a transfer with every entry that names it, in force or not. */
export interface Party {
  address: Address;
  entries: readonly ListedEntry[];
  /** Entries of the same 20 bytes as an address of another family; absent where there are none. */
  aliases?: readonly ListedEntry[];
  /** Issuers' freezes of it on this chain that stand just before the transfer's log. Of stateless rules only. */
  freezes?: readonly StandingFreeze[];
}

/** All that a heuristic sees of one transfer. */
export interface Observation {
  chain: Chain;
  block: TimedBlock;
  transfer: Transfer;
  token: KnownToken;
  sender: Party;
  recipient: Party;
}

/** All that a heuristic with a memory sees: the transfer, and what is remembered of its sender. */
export interface Encounter extends Observation {
  /**
   * The sender's, with this transfer's whole transaction folded in; of that, this is the sender's last payment. Of an exposed
   * payment: of its subject, with this transfer folded in and nothing later.
   */
  profile: Profile;
  rates: RateTable;
  /** What is noted of jurisdictions; absent in epochs older than such notes, in which no border is inferred. */
  borders?: BorderTable;
  /** What a VASP has said of one of its addresses: NO_ENRICHMENT for nearly every one. */
  enrichmentOf(address: Address): Enrichment;
  /** The recipient is no known service, but inferred before this transaction to be a deposit address of one. */
  recipientInferred?: Inference;
  /** The payment carries money of listed addresses. Of rules that judge such payments, and nothing else. */
  exposed?: ExposedPayment;
  /** Entries of the lists in force here that name an address: who a remembered counterparty is. */
  entriesOf(address: Address): readonly ListedEntry[];
  /** Issuers' freezes of an address on this chain that stand just before the transfer's log. */
  freezesOf(address: Address): readonly StandingFreeze[];
}

/** Why a heuristic fired, in words a person can check, with the listing or the figures it stands on. */
export interface Reason {
  code: string;
  text: string;
  entry?: ReasonEntry;
  figures?: readonly Figure[];
  /** What was left out of the figures, and why. */
  exclusions?: readonly string[];
}

/** The listing as it stood: copied, so that the alert proves itself when the list has moved on. */
export interface ReasonEntry {
  list: string;
  listVersion: number;
  entryId: string;
  category: string;
  severity: Severity;
  authority: string;
  confidence: number;
  programme?: string;
  reference?: string;
  documentUrl?: string;
}

/**
 * What is known of a payment's sender before its memory is put together. Only what the memory keeps one by one counts: payments
 * between two parties, while it was no known service.
 */
export interface Glance {
  /** Block time of the payment, unix seconds. */
  time: number;
  /** At least as many as it remembers; up to 64 at least as many as it has met. */
  received: number;
  /** The same of what it has paid, with the present payment. */
  paid: number;
  /** Block time of the newest that it received; 0 where there is none. */
  lastReceived: number;
}

/** What a heuristic says of one transfer and one of its sides. */
export interface Judgement {
  subject: Address;
  severity: Severity;
  exposure: Exposure;
  /** Hundredths of a decade, see score.ts. */
  score: number;
  reasons: readonly Reason[];
}

/** A heuristic's silence about one side, explained for `redflag why`. */
export interface Silence {
  subject: Address;
  text: string;
}

/** Where a remembered transfer stands in the ledger of the same chain. */
export interface TransferPlace {
  blockNumber: number;
  logIndex: number;
}

/** What a heuristic with a memory says of a transfer's sender. */
export type Assessment =
  | {
      outcome: "fires";
      severity: Severity;
      /** Hundredths of a decade, see score.ts. */
      score: number;
      text: string;
      /** Every one met. */
      figures: readonly Figure[];
      exclusions: readonly string[];
      /** The other transfers that the figures count, in ledger order, without this one; at most EVIDENCE_TRANSFERS_MAX − 1. */
      supporting: readonly TransferPlace[];
      /** Entries in force that the finding stands on besides: each becomes a reason of its own, so that none is hidden in words. */
      listings?: readonly ListedEntry[];
      /** Facts besides the figures, each a reason of its own: of an exposed payment where its money came from. */
      besides?: readonly Reason[];
    }
  /** Of a rule that only adds context: what it would have fired on, told beside what another rule finds. */
  | { outcome: "context"; text: string; figures: readonly Figure[]; exclusions: readonly string[] }
  | { outcome: "silent"; text: string; figures: readonly Figure[]; exclusions: readonly string[] }
  | { outcome: "withheld"; cause: WithholdingCause; text: string };

/** Transfers that one finding names at most: more than one review reads. Ours [E]. */
export const EVIDENCE_TRANSFERS_MAX = 60;

interface HeuristicCore<Params> {
  id: string;
  version: number;
  title: string;
  summary: string;
  /** Where the rule and its figures come from; ours are marked [E]. */
  sources: readonly string[];
  params: z.ZodType<Params>;
  /** Seconds of block time without a finding after which the next one opens a new episode, and so a new alert. */
  gapS: number;
}

export interface HeadExample {
  title: string;
  observation: Observation;
  /** Subjects it must fire on, in order. */
  fires: readonly Address[];
}

/** A stateless rule: judges at the head, provisionally. */
export interface HeadHeuristic<Params = unknown> extends HeuristicCore<Params> {
  stage: "head";
  judge(observation: Observation, params: Params): readonly Judgement[];
  /** Why each side that `judge` did not name stayed silent. Every side is in exactly one of the two. */
  explainSilence(observation: Observation, params: Params): readonly Silence[];
  examples: readonly HeadExample[];
}

export interface DepthExample {
  title: string;
  /** Made when somebody asks for it: every process loads the rules, and few look at an example. */
  encounter: () => Encounter;
  outcome: Assessment["outcome"];
}

/** A rule with a memory: judges final transfers in order, each about its sender, and only once the lane reaches back far enough. */
export interface DepthHeuristic<Params = unknown> extends HeuristicCore<Params> {
  stage: "depth";
  /** Seconds of block time that the lane must have screened before a transfer for the rule to be judged on it. */
  historyS(params: Params): number;
  /**
   * More of the past could only add to what the rule counts: where it fires before the lane reaches back so far, it stands,
   * and only its silence is withheld. Else a rule that looks back months would say nothing for months.
   */
  firesEarly?: true;
  /** Judges each payment that carries money of listed addresses, and not each sender's last. */
  judges?: "exposed_payments";
  /**
   * Seconds of block time before a transfer within which the rule finds every transfer that it counts or names; as `historyS`
   * where absent. Retention keeps the ledger so far back, and no further for a rule that looks back by what profiles remember.
   */
  supportS?(params: Params): number;
  /**
   * For whoever asks one rule over years: false only where `assess` is silent, so that most senders' memories need not be put
   * together. Not of rules that judge exposed payments.
   */
  mayFire?(glance: Glance, params: Params): boolean;
  /**
   * For the lane, which asks every rule of every payment and no silence for its reasons: true only where `assess` is silent,
   * and cheap to say. `assess` itself asks it first, and then explains by what it measures.
   */
  cannotFire?(encounter: Encounter, params: Params): boolean;
  /** It never fires, and so opens no alert: see `defineContextHeuristic`. */
  contextOnly?: true;
  assess(encounter: Encounter, params: Params): Assessment;
  examples: readonly DepthExample[];
}

/** What a rule across chains says of the way that an arrival's money has come. */
export type HopAssessment =
  | {
      outcome: "fires";
      severity: Severity;
      exposure: Exposure;
      /** Hundredths of a decade, see score.ts. */
      score: number;
      reasons: readonly Reason[];
    }
  | { outcome: "silent"; text: string };

/** The hops by which money came to where it is, oldest first; never none. */
export interface HopPath {
  hops: readonly Hop[];
}

export interface CrossChainExample {
  title: string;
  /** Legs of several chains, in clock order. */
  legs: readonly KnownLeg[];
  entries: readonly ListedEntry[];
  /** How many findings. */
  fires: number;
}

/** A rule over the bridges' messages of all lanes: judges final arrivals in the order of block time. */
export interface CrossChainHeuristic<Params = unknown> extends HeuristicCore<Params> {
  stage: "cross-chain";
  limits(params: Params): HopLimits;
  assess(path: HopPath, params: Params): HopAssessment;
  examples: readonly CrossChainExample[];
}

/** A payment of a story that an `ExampleChain` plays: parties by names of letters and digits. */
export interface ExamplePairPayment {
  /** Of the story: what is usual on the chain ends at day 60. */
  day: number;
  from: string;
  to: string;
  worth?: number;
}

export interface GraphExample {
  title: string;
  /** The last is on a new pair. */
  payments: readonly ExamplePairPayment[];
  /** What the rule says of the last one, on a chain where its shape was not seen before. */
  outcome: "fires" | "silent";
}

/** A rule about how new pairs stand to each other: judges final payments on them, once what is usual on the chain is known. */
export interface GraphHeuristic<Params = unknown> extends HeuristicCore<Params>, Shape<Params> {
  stage: "graph";
  examples: readonly GraphExample[];
}

/**
 * A rule: pure, versioned, explained. Its version changes whenever the same input could give another judgement.
 */
export type Heuristic<Params = unknown> =
  | HeadHeuristic<Params>
  | DepthHeuristic<Params>
  | GraphHeuristic<Params>
  | CrossChainHeuristic<Params>;

export function defineHeadHeuristic<Params>(heuristic: HeadHeuristic<Params>): HeadHeuristic {
  return Object.freeze(heuristic) as HeadHeuristic;
}

export function defineDepthHeuristic<Params>(heuristic: DepthHeuristic<Params>): DepthHeuristic {
  return Object.freeze(heuristic) as DepthHeuristic;
}

/**
 * A rule about what is nearly always ordinary, such as wages. It opens no alert: where another rule fires on the same payment,
 * what it says is one reason more of that finding; everywhere else it is silent, and shown by `redflag why` alone.
 */
export function defineContextHeuristic<Params>(
  heuristic: Omit<DepthHeuristic<Params>, "stage" | "contextOnly" | "assess"> & {
    assess(encounter: Encounter, params: Params): Exclude<Assessment, { outcome: "fires" }>;
  },
): DepthHeuristic {
  return defineDepthHeuristic<Params>({ ...heuristic, stage: "depth", contextOnly: true });
}

export function defineCrossChainHeuristic<Params>(heuristic: CrossChainHeuristic<Params>): CrossChainHeuristic {
  return Object.freeze(heuristic) as CrossChainHeuristic;
}

export function defineGraphHeuristic<Params>(heuristic: GraphHeuristic<Params>): GraphHeuristic {
  return Object.freeze(heuristic) as GraphHeuristic;
}

/** A heuristic with the parameters that an epoch gives it. */
export interface Armed<Rule extends Heuristic = Heuristic> {
  heuristic: Rule;
  params: unknown;
}
