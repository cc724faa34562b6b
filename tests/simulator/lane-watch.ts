import type { Stored, StoredLane } from "./stored.ts";

/** Looks at the lane after each of its steps: what must never be seen, not even for a moment. */
export class LaneWatch {
  readonly #stored: Stored;
  #lane: StoredLane | undefined;
  #epochs: string[] = [];

  constructor(stored: Stored) {
    this.#stored = stored;
  }

  /** @param mayStepBack after a rebuild: it folds profiles anew, and sets a stopped lane back to the fork */
  async look(mayStepBack: boolean): Promise<string[]> {
    const lane = await this.#stored.lane();
    const before = this.#lane;
    this.#lane = lane;
    if (lane === undefined) return before === undefined ? [] : ["the lane is gone"];
    const violations: string[] = [];
    if (before !== undefined) {
      if (lane.rewindSeq < before.rewindSeq) violations.push(`the lane forgot rewind ${before.rewindSeq}`);
      if (lane.generation < before.generation) violations.push(`the lane forgot generation ${before.generation}`);
      if (lane.start > before.start) violations.push(`the lane began at ${before.start} and begins at ${lane.start}`);
      if (lane.start < before.start && lane.generation === before.generation) {
        violations.push(`the lane begins at ${lane.start} and did not screen from there`);
      }
      if (lane.head < before.head && lane.rewindSeq === before.rewindSeq) {
        violations.push(`the head went from ${before.head} to ${lane.head} without a rewind`);
      }
      const stepsBack = lane.final < before.final || lane.checkpoint < before.checkpoint;
      if (stepsBack && !mayStepBack) {
        const [was, is] = [before, lane].map(({ final, checkpoint }) => `final ${final}, checkpoint ${checkpoint}`);
        violations.push(`the lane went back from ${was} to ${is}`);
      }
    }
    const early = await this.#stored.finalAboveFinal();
    if (early > 0) violations.push(`${early} pieces of evidence are final above block ${lane.final}`);
    return [...violations, ...(await this.#lookAtEpochs())];
  }

  async #lookAtEpochs(): Promise<string[]> {
    const epochs = (await this.#stored.epochs()).map((epoch) => JSON.stringify(epoch));
    const isLonger = this.#epochs.every((epoch, i) => epoch === epochs[i]);
    this.#epochs = epochs;
    return isLonger ? [] : ["an epoch was changed or removed"];
  }
}
