import type { Address } from "../address.ts";
import type { ListedBorderNote } from "../border-table.ts";
import type { Leg } from "../cross-chain/leg.ts";
import type { SuppliedRow } from "../enrichment.ts";
import type { ListedEntry } from "../entry.ts";
import type { Epoch } from "../epoch.ts";
import type { FreezeEvent } from "../freeze-book.ts";
import type { InferenceLife } from "../inference.ts";
import type { LookbackCause, LookbackParameters } from "../lookback.ts";
import type { Rate } from "../rate-table.ts";
import type { TimedBlock, Transfer } from "../transfer.ts";

/**
 * As much of the record as one alert's rule needs to find the same again, with no database. What it is judged by stands in it
 * as it was recorded; what is remembered is folded again from its transfers.
 */
export type JudgedSlice = LaneSlice | LookbackSlice | HopSlice;

interface SliceCore {
  /** `Chain.name` of the alert's chain. */
  chain: string;
  /** Id of the alert's rule. */
  heuristic: string;
  subject: Address;
  /** In ledger order: on the alert's chain, each transfer's block once. */
  blocks: TimedBlock[];
  transfers: Transfer[];
}

/**
 * How much of the lane it holds: the alert's own payments, all transfers of its subject, all transfers of those as well that
 * listed money came to it by, or every transfer of the lane.
 */
export const LANE_REACHES = ["payments", "subject", "origins", "lane"] as const;
export type LaneReach = (typeof LANE_REACHES)[number];

/** Of an alert of the lane. */
export interface LaneSlice extends SliceCore {
  kind: "lane";
  reach: LaneReach;
  /** Block time of the lane's first block, unix seconds. */
  startTime: number;
  /** Those in force at some block of the slice, ascending by seq. */
  epochs: Epoch[];
  /** Of the slice's addresses, by each version that one of the epochs names. */
  entries: ListedEntry[];
  /** In ledger order. */
  freezes: FreezeEvent[];
  rates: SliceRate[];
  borders: ListedBorderNote[];
  enrichment: SuppliedRow[];
  /** About payees of the slice, as the lane inferred them. */
  inferences: InferenceLife[];
  /** What stood when retention had dropped what came before; none where the slice begins with the lane. */
  memories: StoredMemory[];
  /** The same of new pairs, by part. */
  graph: Array<{ part: string; bytes: Uint8Array }>;
}

export interface SliceRate extends Rate {
  /** `Epoch.seq` of those by whose versions it holds. */
  epochs: number[];
}

/** As the profile's row has them. */
export interface StoredMemory {
  address: Address;
  state?: Uint8Array;
  pairs?: Uint8Array;
  exposureAll?: Uint8Array;
  exposureShared?: Uint8Array;
}

/** Of an alert of a lookback. */
export interface LookbackSlice extends SliceCore {
  kind: "lookback";
  entry: ListedEntry;
  cause: LookbackCause;
  parameters: LookbackParameters;
  /** Through whom money is followed: all transfers of each one are in the slice. */
  carriers: Address[];
}

/** Of an alert across chains: the legs tell all, and there are no transfers besides. */
export interface HopSlice extends SliceCore {
  kind: "hops";
  /** Without what judging has made of them. */
  legs: Leg[];
  /** Those in force at the legs' places, by chain. */
  epochs: Array<{ chainId: number; epochs: Epoch[] }>;
  entries: ListedEntry[];
}
