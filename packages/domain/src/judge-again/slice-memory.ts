import type { Address } from "../address.ts";
import { decodeExposure } from "../exposure/exposure-codec.ts";
import { Exposures } from "../exposure/exposures.ts";
import { inLedgerOrder } from "../flow-window.ts";
import { decodeParts } from "../graph/graph-state.ts";
import { GraphWatch } from "../graph/graph-watch.ts";
import type { PairMemory } from "../graph/pair-memory.ts";
import { decodePairMemory } from "../graph/pair-memory-codec.ts";
import { type InferenceLife, Inferences } from "../inference.ts";
import type { Profile } from "../profile.ts";
import { decodeProfile } from "../profile-codec.ts";
import type { Transfer } from "../transfer.ts";
import type { LaneSlice } from "./judged-slice.ts";

const NOTHING = new Uint8Array();

/** What is remembered while a slice is judged: as it stood when the slice begins, and grown from there. */
export class SliceMemory {
  readonly profiles = new Map<Address, Profile>();
  readonly pairs = new Map<Address, PairMemory>();
  readonly exposures: Exposures;
  readonly watch: GraphWatch;
  readonly #inferences: ReadonlyMap<Address, readonly InferenceLife[]>;

  constructor({ memories, graph, inferences }: Pick<LaneSlice, "memories" | "graph" | "inferences">) {
    for (const { address, state, pairs } of memories) {
      if (state !== undefined) this.profiles.set(address, decodeProfile(state));
      if (pairs !== undefined) this.pairs.set(address, decodePairMemory(pairs));
    }
    this.exposures = new Exposures(
      memories.flatMap(({ address, exposureAll, exposureShared }) =>
        exposureAll === undefined && exposureShared === undefined
          ? []
          : [{ address, all: pursesOf(exposureAll), shared: pursesOf(exposureShared) }],
      ),
    );
    this.watch = graph.length === 0 ? new GraphWatch() : new GraphWatch(decodeParts(partsOf(graph)));
    this.#inferences = Map.groupBy(inferences, ({ inference }) => inference.address);
  }

  /**
   * As the lane had it before this transaction, of whoever pays or is paid in it: taken from its record, since it follows from
   * payees' own transfers. One holds after the transaction that gave it, and for the one that ends it. A slice has tens of
   * thousands of both, so that nothing here looks at all of them.
   */
  inferencesAt(transaction: readonly [Transfer, ...Transfer[]]): Inferences {
    const [place] = transaction;
    const parties = new Set(transaction.flatMap(({ sender, recipient }) => [sender, recipient]));
    const own = [...parties].flatMap((address) => this.#inferences.get(address) ?? []);
    return new Inferences(
      own
        .filter(
          ({ inference, until }) =>
            inLedgerOrder(inference.from, place) < 0 && (until === undefined || inLedgerOrder(place, until) <= 0),
        )
        .map(({ inference }) => inference),
    );
  }
}

function pursesOf(bytes: Uint8Array = NOTHING) {
  return bytes.length === 0 ? [] : decodeExposure(bytes);
}

function partsOf(graph: LaneSlice["graph"]): Map<string, Uint8Array> {
  return new Map(graph.map(({ part, bytes }) => [part, bytes]));
}
