import { type AuditCheckpoint, type AuditRow, auditHash, checkpointText, GENESIS_HASH } from "./audit.ts";
import type { AuditFault, AuditReport, AuditWarning } from "./audit-report.ts";

export type SignatureVerdict = "valid" | "invalid" | "unknown_key";

export interface AuditFoldOptions {
  /** Id of the chain that the rows claim to be. */
  database: string;
  /** The first row that is expected: 1 for a whole chain. */
  firstSeq: number;
  /** Checkpoints from elsewhere, in any order: those that left the host. A few a day, so they are held in memory. */
  checkpoints?: readonly AuditCheckpoint[];
  /** Absent: signatures are not looked at, and the report says so. */
  verifySignature?: (keyId: string, text: string, signature: string) => SignatureVerdict;
  /** Without a checkpoint for longer than this there is a warning. */
  checkpointDaysMax?: number;
}

const CHECKPOINT_DAYS_MAX = 2;
const DAY_MS = 86_400_000;

/** Verifies a chain row after row. What it holds does not grow with the rows, and it stops looking at the first fault. */
export class AuditFold {
  readonly #options: AuditFoldOptions;
  /** Not yet reached, by seq. */
  readonly #ahead: AuditCheckpoint[];
  readonly #warnings: AuditWarning[] = [];
  #fault: AuditFault | undefined;
  #rowCount = 0;
  #lastSeq: number;
  /** Undefined before the first row of a part: nothing says then what it follows. */
  #lastHash: string | undefined;
  #lastContent = "";
  #checkpointCount = 0;
  #heldTo: { seq: number; at: string } | undefined;
  /** The first row after the last checkpoint: its place, and its content, of which only the time is wanted. */
  #unheld: { seq: number; content: string } | undefined;

  constructor(options: AuditFoldOptions) {
    this.#options = options;
    this.#lastSeq = options.firstSeq - 1;
    this.#lastHash = options.firstSeq === 1 ? GENESIS_HASH : undefined;
    const given = options.checkpoints ?? [];
    const own = given.filter(({ database }) => database === options.database);
    this.#ahead = own.filter(({ seq }) => seq >= this.#lastSeq).sort((a, b) => a.seq - b.seq);
    const unusedCount = own.length - this.#ahead.length;
    if (unusedCount > 0) this.#warnings.push({ kind: "checkpoints_unused", count: unusedCount });
    // Or whoever puts another id above the rows would get rid of every checkpoint.
    const [foreign] = given;
    if (own.length === 0 && foreign !== undefined) {
      this.#fault = { kind: "checkpoint_foreign", seq: 0, database: foreign.database };
    }
    this.#holdReached();
  }

  get broken(): boolean {
    return this.#fault !== undefined;
  }

  /** @param columnsFit whether what is searched says what the content says; absent where there is only the content */
  addRow(row: AuditRow, columnsFit = true): void {
    if (this.broken) return;
    this.#fault = this.#findRowFault(row, columnsFit);
    if (this.broken) return;
    if (this.#rowCount === 0) this.#holdBefore(row);
    this.#rowCount++;
    this.#lastSeq = row.seq;
    this.#lastHash = row.hash;
    this.#lastContent = row.content;
    this.#unheld ??= { seq: row.seq, content: row.content };
    this.#holdReached();
  }

  /** One that stands among the rows: after the one that it is about, or after the last where it is about one that is gone. */
  addCheckpoint(checkpoint: AuditCheckpoint): void {
    if (this.broken) return;
    const { seq, database } = checkpoint;
    if (database !== this.#options.database) this.#fault = { kind: "checkpoint_foreign", seq, database };
    else if (seq < this.#lastSeq) this.#fault = { kind: "checkpoint_out_of_place", seq };
    else {
      this.#ahead.unshift(checkpoint);
      this.#ahead.sort((a, b) => a.seq - b.seq);
      this.#holdReached();
    }
  }

  /** @param line of the file, from 1 */
  addUnreadable(line: number, reason: string): void {
    this.#fault ??= { kind: "line_unreadable", seq: this.#lastSeq + 1, line, reason };
  }

  /** @param endSeq which row the rows say is their last; undefined where they broke off */
  end(endSeq: number | undefined): AuditReport {
    if (!this.broken && endSeq !== this.#lastSeq) this.#fault = { kind: "export_incomplete", seq: this.#lastSeq + 1 };
    const beyond = this.#ahead.find(({ seq }) => seq > this.#lastSeq);
    if (!this.broken && beyond !== undefined) {
      const { seq, at } = beyond;
      const cut: AuditFault = { kind: "tail_cut", seq: this.#lastSeq + 1, to: seq, checkpointAt: at };
      this.#fault = this.#findSignatureFault(beyond) ?? cut;
    }
    if (!this.broken) this.#warnIfLate(timeOf(this.#lastContent));
    if (this.#options.verifySignature === undefined) this.#warnings.push({ kind: "signatures_unchecked" });
    return {
      ...(this.#fault && { fault: this.#fault }),
      warnings: this.#warnings,
      rowCount: this.#rowCount,
      lastSeq: this.#lastSeq,
      lastHash: this.#lastHash ?? GENESIS_HASH,
      checkpointCount: this.#checkpointCount,
      ...(this.#heldTo && { heldTo: this.#heldTo }),
    };
  }

  #findRowFault({ seq, previousHash, hash, content }: AuditRow, columnsFit: boolean): AuditFault | undefined {
    const last = this.#lastSeq;
    if (seq > last + 1) return { kind: "row_missing", seq: last + 1, found: seq };
    if (seq <= last) return { kind: "row_out_of_order", seq, after: last };
    if (auditHash(previousHash, seq, content) !== hash) return { kind: "row_changed", seq };
    // The row itself is as it was written, so it is the one before that is not what it was.
    if (previousHash !== (this.#lastHash ?? previousHash)) return { kind: "row_exchanged", seq: Math.max(1, last) };
    return columnsFit ? undefined : { kind: "columns_changed", seq };
  }

  /** A part follows a row that is not here; its hash is, and so is perhaps a checkpoint of it. */
  #holdBefore({ previousHash }: AuditRow): void {
    if (this.#lastSeq === 0) return;
    this.#lastHash = previousHash;
    this.#holdReached();
  }

  /** What is ahead begins at the last row or after it, always: one that was passed by would hide all behind it. */
  #holdReached(): void {
    if (this.#lastHash === undefined) return;
    for (let next = this.#ahead[0]; next?.seq === this.#lastSeq && !this.broken; next = this.#ahead[0]) {
      this.#ahead.shift();
      this.#fault = this.#findSignatureFault(next) ?? this.#findRewriteFault(next);
      if (this.broken) return;
      this.#warnIfLate(Date.parse(next.at));
      this.#checkpointCount++;
      this.#heldTo = { seq: next.seq, at: next.at };
      this.#unheld = undefined;
    }
  }

  #findSignatureFault(checkpoint: AuditCheckpoint): AuditFault | undefined {
    const { seq, keyId, signature } = checkpoint;
    switch (this.#options.verifySignature?.(keyId, checkpointText(checkpoint), signature)) {
      case "invalid":
        return { kind: "checkpoint_forged", seq };
      case "unknown_key":
        return { kind: "checkpoint_key_unknown", seq, keyId };
      default:
        return undefined;
    }
  }

  #findRewriteFault({ seq, hash, at }: AuditCheckpoint): AuditFault | undefined {
    if (hash === this.#lastHash) return undefined;
    const held = this.#heldTo?.seq ?? this.#options.firstSeq - 1;
    return { kind: "tail_rewritten", seq: Math.min(held + 1, seq), to: seq, checkpointAt: at };
  }

  #warnIfLate(atMs: number): void {
    if (this.#unheld === undefined) return;
    const { checkpointDaysMax = CHECKPOINT_DAYS_MAX } = this.#options;
    const days = Math.floor((atMs - timeOf(this.#unheld.content)) / DAY_MS);
    if (days > checkpointDaysMax) this.#warnings.push({ kind: "checkpoint_late", seq: this.#unheld.seq, days });
  }
}

/** NaN, which is later than nothing, where a content says no time. */
function timeOf(content: string): number {
  return Date.parse(/"at":"([^"]*)"/.exec(content)?.[1] ?? "");
}
