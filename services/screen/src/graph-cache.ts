import { Buffer } from "node:buffer";
import { HEAD_PART, type StoredChanges, type StoredParts } from "@redflag/domain/graph/graph-state";
import type { Executor } from "@redflag/store/database";
import { findGraphPart, type GraphTable, listGraphParts, updateGraphParts } from "@redflag/store/graph-state";
import type { Lane } from "@redflag/store/lane";
import { GraphHere, type GraphSeat } from "./graph-thread/graph-seat.ts";

interface Kept {
  generation: number;
  /** As it was stored with what is held: another one stands where that step was not committed, or somebody else went on. */
  head: Uint8Array;
}

/**
 * Who looks at new pairs, and what they hold of each chain as its last step left it: reading it all again costs a second where the
 * window is full. Of no consequence for what is found. Memory is bounded by the window's.
 */
export class GraphCache {
  readonly seat: GraphSeat;
  readonly #kept = new Map<string, Kept>();

  constructor(seat: GraphSeat = new GraphHere()) {
    this.seat = seat;
  }

  /** As it is stored. Whoever takes it gives it back by `store`, or it is read again. */
  async take(tx: Executor, { chainId, generation }: Lane, table: GraphTable): Promise<StoredParts | "held"> {
    const kept = this.#kept.get(graphKey(chainId, table));
    this.#kept.delete(graphKey(chainId, table));
    const head = await findGraphPart(tx, chainId, HEAD_PART, table);
    if (head === undefined) return new Map();
    if (kept?.generation === generation && Buffer.compare(kept.head, head) === 0) return "held";
    return listGraphParts(tx, chainId, table);
  }

  async store(tx: Executor, { chainId, generation }: Lane, table: GraphTable, changes: StoredChanges): Promise<void> {
    await updateGraphParts(tx, chainId, changes, table);
    const head = changes.upserts.get(HEAD_PART);
    if (head !== undefined) this.#kept.set(graphKey(chainId, table), { generation, head });
  }

  /** A cut is over: what stands at it is not asked for until the next. */
  forget(chainId: number, table: GraphTable): void {
    this.#kept.delete(graphKey(chainId, table));
    this.seat.post({ kind: "forget", lane: graphKey(chainId, table) });
  }
}

/** What the seat knows a lane's memory by. */
export function graphKey(chainId: number, table: GraphTable): string {
  return `${chainId} ${table}`;
}
