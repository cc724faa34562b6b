import type { Address } from "./address.ts";
import type { AddressFamily } from "./address-family.ts";
import type { HeldWatch } from "./private-watch.ts";

const NONE: readonly HeldWatch[] = Object.freeze([]);

/**
 * Every private watch there ever was, by address, grown by what has changed since. Asked with any number of changes that it
 * reaches, it says what was watched then: a lane that begins to screen with a watch and a rebuild of old blocks share it.
 */
export class WatchBook {
  readonly #byAddress = new Map<Address, HeldWatch[]>();

  /** @param watches that have begun or ended since; one that is there already is known anew */
  add(watches: readonly HeldWatch[]): void {
    for (const watch of watches) {
      const others = (this.#byAddress.get(watch.address) ?? []).filter(({ id }) => id !== watch.id);
      this.#byAddress.set(watch.address, [...others, watch].sort(byId));
    }
  }

  /** What held of an address once so many changes had been made. A miss allocates nothing. */
  watchesAt(address: Address, family: AddressFamily, seq: number): readonly HeldWatch[] {
    const watches = this.#byAddress.get(address);
    if (watches === undefined) return NONE;
    return watches.filter((watch) => watch.family === family && isHeldAt(watch, seq));
  }

  /** Those of a family that begin with a later change than one, and hold after another. */
  begunBetween(family: AddressFamily, afterSeq: number, seq: number): HeldWatch[] {
    return [...this.#byAddress.values()]
      .flat()
      .filter((watch) => watch.family === family && watch.firstSeq > afterSeq && isHeldAt(watch, seq));
  }
}

export function isHeldAt({ firstSeq, endedSeq }: Pick<HeldWatch, "firstSeq" | "endedSeq">, seq: number): boolean {
  return firstSeq <= seq && (endedSeq === undefined || endedSeq > seq);
}

function byId(a: HeldWatch, b: HeldWatch): number {
  return a.id < b.id ? -1 : 1;
}
