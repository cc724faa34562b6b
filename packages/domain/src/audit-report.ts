/** The first thing that is wrong with a chain: later rows are not looked at, since nothing holds them any more. */
export type AuditFault =
  /** The row's text or its hash was changed. */
  | { kind: "row_changed"; seq: number }
  /** The row after it names another hash: this one was exchanged for one that fits itself. */
  | { kind: "row_exchanged"; seq: number }
  /** Where this row should stand, a later one stands: it was removed or moved. */
  | { kind: "row_missing"; seq: number; found: number }
  /** It stands once more, after a row that is not before it. */
  | { kind: "row_out_of_order"; seq: number; after: number }
  /** Text and hash fit, but the columns that are searched say something else. */
  | { kind: "columns_changed"; seq: number }
  /** Where this row should stand, the file holds what is no line of an export. */
  | { kind: "line_unreadable"; seq: number; line: number; reason: string }
  /** The export breaks off: its last line is not there. */
  | { kind: "export_incomplete"; seq: number }
  /** Hashes fit, but not to a checkpoint: some row from this one to `to` was rewritten, with all after it. */
  | { kind: "tail_rewritten"; seq: number; to: number; checkpointAt: string }
  /** A checkpoint says that there were rows from this one to `to`. */
  | { kind: "tail_cut"; seq: number; to: number; checkpointAt: string }
  /** The checkpoint of this row was not signed by the key that it names. */
  | { kind: "checkpoint_forged"; seq: number }
  /** Nobody vouches for the key that signed the checkpoint of this row. */
  | { kind: "checkpoint_key_unknown"; seq: number; keyId: string }
  /** The checkpoint of this row stands where it does not belong. */
  | { kind: "checkpoint_out_of_place"; seq: number }
  /** Signed for another database; where `seq` is 0, all of them are. */
  | { kind: "checkpoint_foreign"; seq: number; database: string };

/** What leaves something open without anything being broken. */
export type AuditWarning =
  /** No key was given: checkpoints were compared, but anybody could have written them. */
  | { kind: "signatures_unchecked" }
  /** From this row on, nothing was signed for so long that whoever wanted to could rewrite it meanwhile. */
  | { kind: "checkpoint_late"; seq: number; days: number }
  /** Given checkpoints about rows before the first one here. */
  | { kind: "checkpoints_unused"; count: number };

export interface AuditReport {
  fault?: AuditFault;
  warnings: AuditWarning[];
  rowCount: number;
  /** Of the last row that was looked at; 0 when there was none. */
  lastSeq: number;
  lastHash: string;
  /** Checkpoints that the chain was held against and fits. */
  checkpointCount: number;
  /**
   * Up to here nothing was changed, unless by somebody with the signing key. Absent where no checkpoint fits. Rows after
   * it form a whole chain, but a cut or a rewrite of them cannot be noticed.
   */
  heldTo?: { seq: number; at: string };
}
