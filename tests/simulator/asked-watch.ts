import type { Stored } from "./stored.ts";
import type { StoredBackfillRow, StoredRepairRow } from "./stored-asked.ts";

/**
 * Looks at what people asked for after each step of it: what has ended stays as it ended, what was taken back too, and who says that
 * it is done has read it.
 */
export class AskedWatch {
  readonly #stored: Stored;
  /** By what was asked, how it ended. */
  readonly #ended = new Map<string, string>();

  constructor(stored: Stored) {
    this.#stored = stored;
  }

  async look(): Promise<string[]> {
    const [repairs, backfills] = [await this.#stored.asked.repairs(), await this.#stored.asked.backfills()];
    const violations: string[] = [];
    for (const row of repairs) violations.push(...(await this.#lookAt(`repair ${spanOf(row)}`, row, row.id)));
    for (const row of backfills) violations.push(...(await this.#lookAt(`backfill ${spanOf(row)}`, row, spanOf(row))));
    return violations;
  }

  async #lookAt(name: string, row: StoredRepairRow | StoredBackfillRow, key: string): Promise<string[]> {
    const end = row.end === null ? undefined : `${"outcome" in row ? row.outcome : row.isCancelled} ${row.end}`;
    const before = this.#ended.get(key);
    // The same blocks may be asked for again, and are one row.
    if (end === undefined && "isCancelled" in row) this.#ended.delete(key);
    else if (before !== undefined && before !== end)
      return [`${name} had ended as ${before}, and is ${end ?? "open again"}`];
    if (end === undefined || before !== undefined) return [];
    this.#ended.set(key, end);
    const isDone = "outcome" in row ? row.outcome === "done" : !row.isCancelled;
    if (!isDone) return [];
    return (await this.#stored.asked.missing(row)).map((block) => `${name} is done, and block ${block} is not covered`);
  }
}

function spanOf({ from, to }: { from: number; to: number }): string {
  return `${from}..${to}`;
}
