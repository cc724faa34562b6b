import assert from "node:assert/strict";
import { type Epoch, type EpochInputs, type EpochPlace, epochAt } from "@redflag/domain/epoch";
import type { Executor } from "@redflag/store/database";
import { getEpochInputs, listEpochPlaces } from "@redflag/store/epoch";
import type { Lane } from "@redflag/store/lane";

/** Inputs kept of each lane: of its head, of its depth, and of the epoch before while it goes over to another. */
const INPUTS_KEPT = 3;

interface Kept {
  generation: number;
  places: EpochPlace[];
  inputs: Map<number, EpochInputs>;
}

/**
 * Epochs of lanes by chain. They are only ever added, by whoever holds the lane, so what is kept is never stale and each step reads
 * what came since: all of them, of a lane whose lists change every hour, would be megabytes for each block after some months.
 */
export class EpochCache {
  readonly #kept = new Map<number, Kept>();

  /**
   * The epochs in force, ascending by seq. Before the caller writes one of its own: that could be taken back.
   * @param lane held by the caller
   */
  async placesOf(tx: Executor, lane: Lane): Promise<readonly EpochPlace[]> {
    const kept = this.#kept.get(lane.chainId);
    const last = kept?.places.at(-1);
    if (kept?.generation === lane.generation && last !== undefined) {
      const [same, ...added] = await listEpochPlaces(tx, lane, last.seq);
      // Another one stands there where somebody has made the lane anew from nothing.
      if (same?.seq === last.seq && same.fromBlock === last.fromBlock) {
        kept.places.push(...added);
        return kept.places;
      }
    }
    const places = await listEpochPlaces(tx, lane, 0);
    this.#kept.set(lane.chainId, { generation: lane.generation, places, inputs: new Map() });
    return places;
  }

  /** The one that holds at a block; undefined where none does. @param places as they were just given */
  async findAt(
    tx: Executor,
    { chainId }: Lane,
    places: readonly EpochPlace[],
    block: number,
  ): Promise<Epoch | undefined> {
    const place = epochAt(places, block);
    return place && { ...place, inputs: await this.#inputsOf(tx, chainId, place.seq) };
  }

  async #inputsOf(tx: Executor, chainId: number, seq: number): Promise<EpochInputs> {
    const inputs = this.#kept.get(chainId)?.inputs;
    assert(inputs !== undefined, "places were given before");
    const known = inputs.get(seq);
    if (known !== undefined) return known;
    const read = await getEpochInputs(tx, chainId, seq);
    inputs.set(seq, read);
    const [oldest] = inputs.keys();
    if (oldest !== undefined && inputs.size > INPUTS_KEPT) inputs.delete(oldest);
    return read;
  }
}
