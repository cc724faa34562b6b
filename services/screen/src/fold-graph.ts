import type { Address } from "@redflag/domain/address";
import type { GraphInputs } from "@redflag/domain/graph/graph-params";
import type { GraphEye } from "@redflag/domain/graph/graph-stage";
import type { DepthInputs, Judged } from "@redflag/domain/judge-depth";
import type { Executor } from "@redflag/store/database";
import type { Lane } from "@redflag/store/lane";
import type { ProfileTable, StoredProfile } from "@redflag/store/profile";
import { graphKey } from "./graph-cache.ts";
import { GraphFeed } from "./graph-thread/graph-feed.ts";
import { eachOf, packStored } from "./graph-thread/packed-memories.ts";
import type { InputCache } from "./input-cache.ts";

/** The graph's part of folding one stretch, all within the caller's transaction; does nothing in epochs without it. */
export class GraphFold {
  readonly #graph: GraphInputs | undefined;
  /** Of each address what it remembers of its pairs, encoded: as stored, and after `run` as it is to be stored. */
  #memories = new Map<Address, Uint8Array>();

  /** @param graph of the epoch */
  constructor(graph: GraphInputs | undefined) {
    this.#graph = graph;
  }

  /** Of each address that the stretch touches. */
  remember({ address, pairs }: StoredProfile): void {
    if (this.#graph !== undefined && pairs !== undefined) this.#memories.set(address, pairs);
  }

  /** What is to be stored beside the profile; undefined leaves what is. */
  pairsOf(address: Address): Uint8Array | undefined {
    return this.#memories.get(address);
  }

  /**
   * @param addresses that the stretch touches, each once
   * @param fold is given the eye that each payment is shown to
   */
  async run<Outcome extends Judged>(
    tx: Executor,
    { graphs }: InputCache,
    lane: Lane,
    profiles: ProfileTable,
    addresses: readonly Address[],
    { matcher }: Pick<DepthInputs, "matcher">,
    fold: (eye: GraphEye | undefined) => Outcome,
  ): Promise<Outcome> {
    if (this.#graph === undefined) return fold(undefined);
    const table = profiles === "profile" ? "graph_state" : "cut_graph_state";
    const key = graphKey(lane.chainId, table);
    const { params, rules } = this.#graph;
    graphs.seat.post({
      kind: "begin",
      lane: key,
      rules: { params, rules: rules.map(({ heuristic: { id, version }, params }) => ({ id, version, params })) },
      parts: await graphs.take(tx, lane, table),
      addresses,
      memories: packStored(addresses, this.#memories),
    });
    const feed = new GraphFeed(this.#graph, graphs.seat, key, addresses);
    const outcome = fold(feed);
    const { memories, changes } = await feed.end(matcher, outcome);
    this.#memories = new Map(eachOf(addresses, memories));
    if (changes !== undefined) await graphs.store(tx, lane, table, changes);
    return outcome;
  }
}
