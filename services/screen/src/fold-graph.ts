import type { Address } from "@redflag/domain/address";
import type { GraphInputs } from "@redflag/domain/graph/graph-params";
import { GraphStage } from "@redflag/domain/graph/graph-stage";
import type { PairMemory } from "@redflag/domain/graph/pair-memory";
import { decodePairMemory, encodePairMemory } from "@redflag/domain/graph/pair-memory-codec";
import type { Executor } from "@redflag/store/database";
import type { Lane } from "@redflag/store/lane";
import type { ProfileTable, StoredProfile } from "@redflag/store/profile";
import type { InputCache } from "./input-cache.ts";

/** The graph's part of folding one stretch, all within the caller's transaction; does nothing in epochs without it. */
export class GraphFold {
  readonly #graph: GraphInputs | undefined;
  readonly #memories = new Map<Address, PairMemory>();

  /** @param graph of the epoch */
  constructor(graph: GraphInputs | undefined) {
    this.#graph = graph;
  }

  /** Of each address that the stretch touches. */
  remember({ address, pairs }: StoredProfile): void {
    if (this.#graph !== undefined && pairs !== undefined) this.#memories.set(address, decodePairMemory(pairs));
  }

  /** What is to be stored beside the profile; undefined leaves what is. */
  pairsOf(address: Address): Uint8Array | undefined {
    const memory = this.#memories.get(address);
    return memory && encodePairMemory(memory);
  }

  /** @param fold is given the stage that sees each payment */
  async run<T>(
    tx: Executor,
    { graphs }: InputCache,
    lane: Lane,
    profiles: ProfileTable,
    fold: (stage: GraphStage | undefined) => T,
  ): Promise<T> {
    if (this.#graph === undefined) return fold(undefined);
    const table = profiles === "profile" ? "graph_state" : "cut_graph_state";
    const watch = await graphs.take(tx, lane, table);
    const outcome = fold(new GraphStage(this.#graph, watch, this.#memories));
    await graphs.store(tx, lane, table, watch);
    return outcome;
  }
}
