import { createHash } from "node:crypto";

/** Every decision and outcome of a run, in order. Only what follows from the seed may enter: no pids, no times. */
export class Trace {
  readonly lines: string[] = [];
  readonly #hash = createHash("sha256");

  add(line: string): void {
    this.lines.push(line);
    this.#hash.update(`${line}\n`);
  }

  digest(): string {
    return this.#hash.copy().digest("hex").slice(0, 16);
  }
}
