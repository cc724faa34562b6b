import assert from "node:assert";
import { type AuditContent, auditText } from "@redflag/domain/audit";
import { Problem } from "@redflag/domain/problem";
import { appendAuditTexts } from "@redflag/store/audit-append";
import type { Executor } from "@redflag/store/database";

interface Waiting {
  text: string;
  resolve(): void;
  reject(reason: unknown): void;
}

export interface AuditBatchOptions {
  /** Entries of one statement. */
  batchEntriesMax?: number;
  /** Entries that may wait; beyond, the action is refused, since it could not be recorded. */
  waitingMax?: number;
}

/**
 * Appends what is read at the same time in one statement: while one is under way, the next gathers. The chain has one end
 * and so takes one writer at a time; a statement for each entry would make everybody wait for everybody's disk.
 */
export class AuditBatch {
  readonly #db: Executor;
  readonly #batchEntriesMax: number;
  readonly #waitingMax: number;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #closed = false;

  /** @param db outside of any transaction: what it appends is committed by itself */
  constructor(db: Executor, { batchEntriesMax = 1_000, waitingMax = 20_000 }: AuditBatchOptions = {}) {
    this.#db = db;
    this.#batchEntriesMax = batchEntriesMax;
    this.#waitingMax = waitingMax;
  }

  /**
   * Resolves when the entry is committed: answer only then.
   * @throws Problem `audit_busy`; whatever the statement that held it failed with, and then none of that batch is recorded
   * or, where the connection broke, nobody knows
   */
  async append(entry: AuditContent): Promise<void> {
    assert(!this.#closed, "nothing is appended to a closed batch");
    if (this.#waiting.length >= this.#waitingMax) {
      throw new Problem("audit_busy", `${this.#waiting.length} entries wait to be written`);
    }
    const text = auditText(entry);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ text, resolve, reject });
    this.#running ??= this.#write();
    return promise;
  }

  /** Waits until all that was appended is written, or has failed. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #write(): Promise<void> {
    // One turn, so that whoever comes in this one is in the first batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, this.#batchEntriesMax);
      this.#waiting = this.#waiting.slice(batch.length);
      try {
        await appendAuditTexts(
          this.#db,
          batch.map(({ text }) => text),
        );
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = undefined;
  }
}
