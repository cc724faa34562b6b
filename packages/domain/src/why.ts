import type { Epoch } from "./epoch.ts";
import type { AddressExposure } from "./exposure/held-exposure.ts";
import type { Assessment, Judgement, Silence } from "./heuristic.ts";
import type { Hash } from "./hex.ts";
import type { Transfer } from "./transfer.ts";

/** What a stateless rule says of both sides. */
export interface HeadVerdict {
  heuristic: string;
  version: number;
  fired: readonly Judgement[];
  silent: readonly Silence[];
}

/**
 * What a rule with a memory says of the sender; `pending` until the block is final, `gap` where the rule threw, `not_asked`
 * where its sender's memory is too long to be made again, or the rule judges by what others' payments left.
 */
export interface DepthVerdict {
  heuristic: string;
  version: number;
  assessment: Assessment | { outcome: "pending" | "gap" | "not_asked"; text: string };
}

/**
 * What rules about new pairs say of one payment, together. Which pairs were new is no property of two addresses' transfers
 * alone, so this is read from what the lane remembers, and says so where that no longer reaches back.
 */
export interface GraphVerdict {
  outcome: "pending" | "left_out" | "gap" | "grouped" | "known_pair" | "no_group" | "forgotten";
  text: string;
  /** Alerts of the groups that hold the payment and still take more. */
  alerts: readonly Hash[];
}

/** What every heuristic says of one stored transfer, with the inputs that held when it was screened. */
export type TransferVerdicts =
  | { kind: "not_screened"; text: string }
  | {
      kind: "screened";
      epoch: Epoch;
      head: readonly HeadVerdict[];
      depth: readonly DepthVerdict[];
      /** Absent in epochs that seek no shapes among new pairs. */
      graph?: GraphVerdict;
    };

/** How one rule with a memory has judged all that an address sent. */
export interface RuleRecord {
  heuristic: string;
  version: number;
  fired: number;
  /** Of a rule that only adds context: where it had some. */
  context: number;
  silent: number;
  withheld: number;
  /** The rule threw: what it would have said is unknown. */
  gaps: number;
  /** Where it fired last, or came nearest to firing. */
  nearest: { transfer: Transfer; assessment: Assessment | { outcome: "gap"; text: string } };
}

export interface AddressRecord {
  /** Payments that were judged. */
  sent: number;
  /** There are more, which were left out. */
  isCut: boolean;
  rules: readonly RuleRecord[];
}

/** What a lane remembers of listed addresses' money that an address holds: as it stands, an earlier state only a rebuild makes. */
export interface RememberedExposure {
  /** Every block up to here is in it. */
  asOfBlock: number;
  purses: AddressExposure;
}
