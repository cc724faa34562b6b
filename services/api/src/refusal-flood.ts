const WINDOW_MS = 60_000;
const KINDS_MAX = 10_000;

interface Kind {
  since: number;
  /** Refusals that came after the one that was told. */
  untold: number;
}

/**
 * Refusals of callers who are nobody, or who ask too often: of each kind (address, action, code) one a minute is told, and
 * with it how many of the minute before were not. So a flood costs the audit a row a minute and is still seen in it.
 */
export class RefusalFlood {
  readonly #kinds = new Map<string, Kind>();

  /** @returns how many untold ones to tell with this one; undefined: do not tell it */
  admit(kind: string, nowMs: number): number | undefined {
    const known = this.#kinds.get(kind);
    if (known !== undefined && nowMs - known.since < WINDOW_MS) {
      known.untold++;
      return undefined;
    }
    this.#kinds.delete(kind);
    if (this.#kinds.size >= KINDS_MAX) this.#kinds.delete(this.#kinds.keys().next().value ?? "");
    this.#kinds.set(kind, { since: nowMs, untold: 0 });
    return known?.untold ?? 0;
  }
}
