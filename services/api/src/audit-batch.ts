import assert from "node:assert";
import { type AuditContent, auditText } from "@redflag/domain/audit";
import { Problem } from "@redflag/domain/problem";
import { appendAuditTexts } from "@redflag/store/audit-append";
import type { Executor } from "@redflag/store/database";
import { GatheredWork } from "./gathered-work.ts";

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
  readonly #appending: GatheredWork<string, void>;
  readonly #waitingMax: number;
  #closed = false;

  /** @param db outside of any transaction: what it appends is committed by itself */
  constructor(db: Executor, { batchEntriesMax = 1_000, waitingMax = 20_000 }: AuditBatchOptions = {}) {
    this.#appending = new GatheredWork((texts) => appendAuditTexts(db, texts), {
      batchItemsMax: batchEntriesMax,
    });
    this.#waitingMax = waitingMax;
  }

  /**
   * Resolves when the entry is committed: answer only then.
   * @throws Problem `audit_busy`; whatever the statement that held it failed with, and then none of that batch is recorded
   * or, where the connection broke, nobody knows
   */
  async append(entry: AuditContent): Promise<void> {
    assert(!this.#closed, "nothing is appended to a closed batch");
    const { waitingCount } = this.#appending;
    if (waitingCount >= this.#waitingMax) {
      throw new Problem("audit_busy", `${waitingCount} entries wait to be written`);
    }
    await this.#appending.add(auditText(entry));
  }

  /** Waits until all that was appended is written, or has failed. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#appending.ended();
  }
}
