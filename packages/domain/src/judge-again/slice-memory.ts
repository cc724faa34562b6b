import type { Address } from "../address.ts";
import { decodeExposure } from "../exposure/exposure-codec.ts";
import { Exposures } from "../exposure/exposures.ts";
import { inLedgerOrder } from "../flow-window.ts";
import { decodeParts } from "../graph/graph-state.ts";
import { GraphWatch } from "../graph/graph-watch.ts";
import type { PairMemory } from "../graph/pair-memory.ts";
import { decodePairMemory } from "../graph/pair-memory-codec.ts";
import type { TransferPlace } from "../heuristic.ts";
import { type InferenceLife, Inferences } from "../inference.ts";
import type { Profile } from "../profile.ts";
import { decodeProfile } from "../profile-codec.ts";
import type { LaneSlice } from "./judged-slice.ts";

const NOTHING = new Uint8Array();

/** What is remembered while a slice is judged: as it stood when the slice begins, and grown from there. */
export class SliceMemory {
  readonly profiles = new Map<Address, Profile>();
  readonly pairs = new Map<Address, PairMemory>();
  readonly exposures: Exposures;
  readonly watch: GraphWatch;
  readonly #inferences: readonly InferenceLife[];

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
    this.#inferences = inferences;
  }

  /**
   * As the lane had it before the transaction that begins there: taken from its record, since it follows from payees' own
   * transfers. One holds after the transaction that gave it, and for the one that ends it.
   */
  inferencesAt(place: TransferPlace): Inferences {
    return new Inferences(
      this.#inferences
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
