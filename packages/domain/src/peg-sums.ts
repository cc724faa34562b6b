import { type PegSum, SUM_MICROS_MAX } from "./profile.ts";

const NO_SUMS: readonly PegSum[] = Object.freeze([]);

/** Sums by peg that grow in place. Nearly all are of one peg, which is held without a list: looking it up would cost most. */
export class PegSums {
  /** The only one there is; undefined while there is none, and where there are `several`. */
  #peg: string | undefined;
  #micros = 0n;
  #several: PegSum[] | undefined;

  /** @param sums sorted by peg */
  static from(sums: readonly PegSum[]): PegSums {
    const own = new PegSums();
    if (sums.length === 1) own.set((sums[0] as PegSum).peg, (sums[0] as PegSum).micros);
    else if (sums.length > 1) own.#several = sums.map(({ peg, micros }) => ({ peg, micros }));
    return own;
  }

  get count(): number {
    return this.#several?.length ?? (this.#peg === undefined ? 0 : 1);
  }

  /** Sorted by peg. */
  get all(): readonly PegSum[] {
    if (this.#several !== undefined) return this.#several.map(({ peg, micros }) => ({ peg, micros }));
    return this.#peg === undefined ? NO_SUMS : [{ peg: this.#peg, micros: this.#micros }];
  }

  pegAt(index: number): string {
    return this.#several === undefined ? (this.#peg as string) : (this.#several[index] as PegSum).peg;
  }

  microsAt(index: number): bigint {
    return this.#several === undefined ? this.#micros : (this.#several[index] as PegSum).micros;
  }

  /** The first and only one. */
  set(peg: string, micros: bigint): void {
    this.#peg = peg;
    this.#micros = micros;
  }

  /** Saturates. A sum that comes out even is forgotten. */
  add(peg: string, change: bigint): void {
    if (change === 0n) return;
    if (this.#several !== undefined) addTo(this.#several, peg, change);
    else if (this.#peg === peg) {
      this.#micros = saturate(this.#micros + change);
      if (this.#micros === 0n) this.#peg = undefined;
    } else if (this.#peg === undefined) this.set(peg, saturate(change));
    else {
      this.#several = [{ peg: this.#peg, micros: this.#micros }];
      addTo(this.#several, peg, change);
    }
  }
}

function addTo(sums: PegSum[], peg: string, change: bigint): void {
  let place = 0;
  while (place < sums.length && (sums[place] as PegSum).peg < peg) place++;
  const known = sums[place];
  if (known === undefined) sums.push({ peg, micros: saturate(change) });
  else if (known.peg !== peg) sums.splice(place, 0, { peg, micros: saturate(change) });
  else {
    known.micros = saturate(known.micros + change);
    if (known.micros === 0n) sums.splice(place, 1);
  }
}

export function saturate(micros: bigint): bigint {
  if (micros > SUM_MICROS_MAX) return SUM_MICROS_MAX;
  return micros < -SUM_MICROS_MAX ? -SUM_MICROS_MAX : micros;
}
