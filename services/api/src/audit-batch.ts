import { appendAudit, type NewAuditEntry } from "@redflag/store/audit-append";
import type { Database } from "@redflag/store/database";

/** Entries that belong to no transaction of their own: those that come at the same time are appended together. */
export class AuditBatch {
  readonly #db: Database;
  #waiting: NewAuditEntry[] = [];
  #turn: Promise<void> | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Resolves once the entry is committed. */
  append(entry: NewAuditEntry): Promise<void> {
    this.#waiting.push(entry);
    this.#turn ??= this.#next();
    return this.#turn;
  }

  async close(): Promise<void> {
    await this.#turn;
  }

  async #next(): Promise<void> {
    await this.#flushing;
    const entries = this.#waiting;
    this.#waiting = [];
    this.#turn = undefined;
    this.#flushing = this.#db.kysely.transaction().execute((tx) => appendAudit(tx, entries));
    await this.#flushing;
  }

  #flushing: Promise<void> = Promise.resolve();
}
