import type { RecentFlow } from "./profile.ts";
import { readFlows, type StoredFlows } from "./stored-flows.ts";

/** Is never added to: see `push`. */
const NO_FLOWS: RecentFlow[] = Object.freeze([]) as never;

/** The remembered flows of one direction. Those that are stored stay bytes until somebody looks, and are written as they were read. */
export class FlowMemory {
  /** The first flows, while they are as they were stored. */
  #stored: StoredFlows | undefined;
  /** Whether `#flows` has the stored ones, too. */
  #isRead = true;
  #flows: RecentFlow[];

  /** @param flows become this one's own */
  constructor(flows: RecentFlow[], stored?: StoredFlows) {
    this.#flows = flows.length === 0 ? NO_FLOWS : flows;
    this.#stored = stored;
    if (stored !== undefined) this.#isRead = false;
  }

  get count(): number {
    return this.#isRead ? this.#flows.length : this.#flows.length + (this.#stored as StoredFlows).count;
  }

  /** Any of them was with a known service, by its time. */
  get haveService(): boolean {
    return (!this.#isRead && this.#stored?.haveService === true) || this.#flows.some(({ isService }) => isService);
  }

  /** In ledger order. Read only. */
  get all(): RecentFlow[] {
    if (!this.#isRead) {
      const stored = readFlows(this.#stored as StoredFlows);
      this.#flows = this.#flows.length === 0 ? stored : stored.concat(this.#flows);
      this.#isRead = true;
    }
    return this.#flows;
  }

  get stored(): StoredFlows | undefined {
    return this.#stored;
  }

  /** The flows that `later` stand among, and where they begin there: all but those that are as they were stored. */
  get held(): readonly RecentFlow[] {
    return this.#flows;
  }

  get laterFrom(): number {
    return this.#isRead && this.#stored !== undefined ? this.#stored.count : 0;
  }

  /** Room for more than one flow would be most of what an address with one flow takes. */
  push(flow: RecentFlow): void {
    if (this.#flows.length === 0) this.#flows = [flow];
    else this.#flows.push(flow);
  }

  removeAt(index: number): void {
    this.unstore();
    this.#flows.splice(index, 1);
  }

  /** Reads them all, and lets go of the bytes: what stands there does not hold any more. */
  unstore(): void {
    this.#flows = this.all;
    this.#stored = undefined;
  }
}
