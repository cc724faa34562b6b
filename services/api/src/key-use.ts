/** "Last used" is told to the minute. */
const NOTED_EVERY_MS = 60_000;
const KEYS_MAX = 100_000;

/** Notes that keys were used: at most once a minute each, all together, and off the path of any request. */
export class KeyUse {
  readonly #touch: (ids: readonly string[], at: Date) => Promise<void>;
  readonly #now: () => Date;
  readonly #onFailure: (error: unknown) => void;
  readonly #notedAt = new Map<string, number>();
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    touch: (ids: readonly string[], at: Date) => Promise<void>,
    now: () => Date,
    onFailure: (error: unknown) => void,
  ) {
    this.#touch = touch;
    this.#now = now;
    this.#onFailure = onFailure;
  }

  note(id: string, nowMs: number): void {
    const notedAt = this.#notedAt.get(id);
    if (notedAt !== undefined && nowMs - notedAt < NOTED_EVERY_MS) return;
    if (this.#notedAt.size >= KEYS_MAX) this.#notedAt.clear();
    this.#notedAt.set(id, nowMs);
    this.#waiting.add(id);
    this.#timer ??= setTimeout(() => this.flush(), 1_000).unref();
  }

  /** Writes what is waiting. A failure is told and forgotten: the next use is a minute away at most. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.size === 0) return;
    const ids = [...this.#waiting];
    this.#waiting.clear();
    try {
      await this.#touch(ids, this.#now());
    } catch (error) {
      this.#onFailure(error);
    }
  }
}
