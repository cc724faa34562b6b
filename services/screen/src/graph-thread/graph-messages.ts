import type { Address } from "@redflag/domain/address";
import type { GraphLook } from "@redflag/domain/graph/graph-look";
import type { GraphParams } from "@redflag/domain/graph/graph-params";
import type { StoredChanges, StoredParts } from "@redflag/domain/graph/graph-state";
import type { Hash } from "@redflag/domain/hex";

/** What addresses remember of their pairs, encoded, one behind the other in the order of the addresses; of length 0 where that is nothing. */
export interface PackedMemories {
  lengths: Uint32Array<ArrayBuffer>;
  bytes: Uint8Array<ArrayBuffer>;
}

/** An epoch's rules as their names and parameters: functions do not go from thread to thread. */
export interface GraphRules {
  params: GraphParams;
  rules: ReadonlyArray<{ id: string; version: number; params: unknown }>;
}

/** Before a stretch's payments. */
export interface BeginStretch {
  kind: "begin";
  /** Which memory of which chain. */
  lane: string;
  rules: GraphRules;
  /** All that is stored of it; "held" where the last stretch of this lane left it as it is stored. */
  parts: StoredParts | "held";
  /** Of the stretch, each once: payments name them by their number. */
  addresses: readonly Address[];
  memories: PackedMemories;
}

/** Payments as they come, by columns. */
export interface ShowPayments {
  kind: "payments";
  lane: string;
  from: Uint32Array<ArrayBuffer>;
  to: Uint32Array<ArrayBuffer>;
  blockNumber: Float64Array<ArrayBuffer>;
  logIndex: Uint32Array<ArrayBuffer>;
  time: Float64Array<ArrayBuffer>;
  /** NaN where it is not known. */
  worth: Float64Array<ArrayBuffer>;
  txOrdinal: Uint32Array<ArrayBuffer>;
  txHash: readonly Hash[];
  token: readonly Address[];
}

/** After the last of them; what the stretch gave is answered. */
export interface EndStretch {
  kind: "end";
  lane: string;
}

/** Nothing more of this lane will come soon. */
export interface ForgetLane {
  kind: "forget";
  lane: string;
}

export type GraphMessage = BeginStretch | ShowPayments | EndStretch | ForgetLane;

export interface StretchSeen {
  lane: string;
  /** By the number of the payment in its stretch, ascending. */
  looks: ReadonlyArray<readonly [payment: number, look: GraphLook]>;
  memories: PackedMemories;
  /** Absent before the first payment ever: what is stored must not show how many stretches saw none. */
  changes?: StoredChanges;
}
