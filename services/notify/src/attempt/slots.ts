/** So many at a time, first come, first served; whoever waits may leave, and then takes nobody's turn. */
export class Slots {
  readonly #max: number;
  readonly #waiting = new Set<() => void>();
  #takenCount = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** Taken, or waiting for one. */
  get isUsed(): boolean {
    return this.#takenCount > 0;
  }

  /**
   * Whether one was had in time; whoever has one frees it.
   * @throws the signal's own reason
   */
  take(waitMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    if (this.#takenCount < this.#max) {
      this.#takenCount++;
      return Promise.resolve(true);
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", stop);
        this.#waiting.delete(go);
      };
      const go = () => {
        leave();
        resolve(true);
      };
      const stop = () => {
        leave();
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        leave();
        resolve(false);
      }, waitMs);
      signal?.addEventListener("abort", stop);
      this.#waiting.add(go);
    });
  }

  free(): void {
    const [next] = this.#waiting;
    // What is handed on stays taken.
    if (next === undefined) this.#takenCount--;
    else next();
  }
}
