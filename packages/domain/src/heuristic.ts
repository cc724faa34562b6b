import type { z } from "zod";
import type { Address } from "./address.ts";
import type { Chain } from "./chain.ts";
import type { ListedEntry, Severity } from "./entry.ts";
import type { KnownToken } from "./token-registry.ts";
import type { Block, Transfer } from "./transfer.ts";

/** How near the money is to what is listed. */
export type Exposure = "DIRECT" | "INDIRECT" | "BEHAVIORAL";

/** One side of a transfer with every entry that names it, in force or not. */
export interface Party {
  address: Address;
  entries: readonly ListedEntry[];
}

/** All that a heuristic sees of one transfer. */
export interface Observation {
  chain: Chain;
  block: Block;
  transfer: Transfer;
  token: KnownToken;
  sender: Party;
  recipient: Party;
}

/** Why a heuristic fired, in words a person can check, with the listing it stands on. */
export interface Reason {
  code: string;
  text: string;
  entry?: ReasonEntry;
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

export interface HeuristicExample {
  title: string;
  observation: Observation;
  /** Subjects it must fire on, in order. */
  fires: readonly Address[];
}

/**
 * A rule: pure, versioned, explained. Its version changes whenever the same input could give another judgement.
 */
export interface Heuristic<Params = unknown> {
  id: string;
  version: number;
  title: string;
  summary: string;
  /** Where the rule and its figures come from. */
  sources: readonly string[];
  params: z.ZodType<Params>;
  /** A stateless rule judges at the head, provisionally. */
  stage: "head";
  /** Seconds of block time without a finding after which the next one opens a new episode, and so a new alert. */
  gapS: number;
  judge(observation: Observation, params: Params): readonly Judgement[];
  /** Why each side that `judge` did not name stayed silent. Every side is in exactly one of the two. */
  explainSilence(observation: Observation, params: Params): readonly Silence[];
  examples: readonly HeuristicExample[];
}

export function defineHeuristic<Params>(heuristic: Heuristic<Params>): Heuristic<Params> {
  return Object.freeze(heuristic);
}

/** A heuristic with the parameters that an epoch gives it. */
export interface ArmedHeuristic {
  heuristic: Heuristic;
  params: unknown;
}
