/** Texts that were made lately, by what they were made of; those not asked for longest are forgotten. */
export class RecentTexts<Key> {
  readonly #keptMax: number;
  #recent = new Map<Key, string>();
  #former: ReadonlyMap<Key, string> = new Map();

  /** @param keptMax at least so many of the last are kept, and at most twice as many */
  constructor(keptMax: number) {
    this.#keptMax = keptMax;
  }

  find(key: Key): string | undefined {
    const known = this.#recent.get(key);
    if (known !== undefined) return known;
    const former = this.#former.get(key);
    if (former !== undefined) this.keep(key, former);
    return former;
  }

  keep(key: Key, text: string): void {
    if (this.#recent.size >= this.#keptMax) {
      this.#former = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(key, text);
  }
}
