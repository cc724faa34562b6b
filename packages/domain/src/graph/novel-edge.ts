import type { Address } from "../address.ts";

/** What was known of one address in one direction before a payment. */
export interface Standing {
  /** Unix seconds of block time of its first payment in either direction; undefined when this is it. */
  readonly firstSeen: number | undefined;
  /** Payments, those of them on a pair that was new then, and those of these between strangers. */
  readonly total: number;
  readonly novel: number;
  readonly stranger: number;
}

/** Of whoever had no payment yet: one for all of them, since every second new pair has one. */
export const NEWCOMER: Standing = { firstSeen: undefined, total: 0, novel: 0, stranger: 0 };

/**
 * A payment between two addresses that had not paid in this direction before, as far as is remembered. Schemes are built of
 * these: 90 % and more of their payments are, and a small part of everybody else's.
 */
export interface NovelEdge {
  /** Ascending in ledger order. */
  ordinal: number;
  /** Where it stands in the ledger. */
  blockNumber: number;
  logIndex: number;
  from: Address;
  to: Address;
  /** Unix seconds of block time. */
  time: number;
  /** In one currency for all; undefined where there is no rate. */
  worth: number | undefined;
  /** The two have no counterparty in common that is remembered, and none has paid the other before. */
  isStranger: boolean;
  /** Of the sender as one who pays, of the recipient as one who is paid. */
  sender: Standing;
  recipient: Standing;
  /** How unusual a new pair is for these two, in decades; and one of strangers. */
  novelWeight: number;
  strangerWeight: number;
}

/** All new pairs, or those between strangers alone. Each is judged by its own habits. */
export type Layer = "novel" | "stranger";

export function isInLayer(edge: NovelEdge, layer: Layer): boolean {
  return layer === "novel" || edge.isStranger;
}

function weightIn(edge: NovelEdge, layer: Layer): number {
  return layer === "novel" ? edge.novelWeight : edge.strangerWeight;
}

export function hitsIn({ novel, stranger }: Standing, layer: Layer): number {
  return layer === "novel" ? novel : stranger;
}

export function sumOfWeights(edges: Iterable<NovelEdge>, layer: Layer): number {
  let sum = 0;
  for (const edge of edges) sum += weightIn(edge, layer);
  return sum;
}
