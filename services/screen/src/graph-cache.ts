import { Buffer } from "node:buffer";
import { decodeParts, encodeChanges, HEAD_PART } from "@redflag/domain/graph/graph-state";
import { GraphWatch } from "@redflag/domain/graph/graph-watch";
import type { Executor } from "@redflag/store/database";
import { findGraphPart, type GraphTable, listGraphParts, updateGraphParts } from "@redflag/store/graph-state";
import type { Lane } from "@redflag/store/lane";

interface Kept {
  generation: number;
  /** As it was stored with the watch: another one stands where that step was not committed, or somebody else went on. */
  head: Uint8Array;
  watch: GraphWatch;
}

/**
 * What is remembered of new pairs, of each chain as its last step left it: reading it all again costs a second where the
 * window is full. Of no consequence for what is found. Memory is bounded by the window's.
 */
export class GraphCache {
  readonly #kept = new Map<string, Kept>();

  /** As it is stored. Whoever takes it gives it back by `store`, or it is read again. */
  async take(tx: Executor, { chainId, generation }: Lane, table: GraphTable): Promise<GraphWatch> {
    const kept = this.#kept.get(keyOf(chainId, table));
    this.#kept.delete(keyOf(chainId, table));
    const head = await findGraphPart(tx, chainId, HEAD_PART, table);
    if (head === undefined) return new GraphWatch();
    if (kept?.generation === generation && Buffer.compare(kept.head, head) === 0) return kept.watch;
    return new GraphWatch(decodeParts(await listGraphParts(tx, chainId, table)));
  }

  async store(tx: Executor, { chainId, generation }: Lane, table: GraphTable, watch: GraphWatch): Promise<void> {
    // Before the first payment there is nothing to store: what is stored must not show how many steps saw none.
    if (watch.head.start === undefined) return;
    const changes = encodeChanges(watch.takeChanges());
    await updateGraphParts(tx, chainId, changes, table);
    const head = changes.upserts.get(HEAD_PART);
    if (head !== undefined) this.#kept.set(keyOf(chainId, table), { generation, head, watch });
  }

  /** A cut is over: what stands at it is not asked for until the next. */
  forget(chainId: number, table: GraphTable): void {
    this.#kept.delete(keyOf(chainId, table));
  }
}

function keyOf(chainId: number, table: GraphTable): string {
  return `${chainId} ${table}`;
}
