import type { AuditFault, AuditWarning } from "@redflag/domain/audit-report";
import { countOf } from "../count-text.ts";
import type { Verified } from "./verify-file.ts";

export function reportText({ report, firstSeq }: Pick<Verified, "report" | "firstSeq">): string {
  const { fault, rowCount, lastSeq, checkpointCount, heldTo, warnings } = report;
  const part = firstSeq === 1 ? "" : ` This is a part: of rows 1 to ${firstSeq - 1} it says nothing.`;
  const rows = rowCount === 0 ? "no row" : `${spanText(firstSeq, lastSeq)}, each following from the one before`;
  const held =
    heldTo === undefined
      ? "No checkpoint holds them."
      : `${countOf(checkpointCount, "checkpoint fits", "checkpoints fit")}, the last of ${heldTo.at} at row ${heldTo.seq}.`;
  const verdict =
    fault === undefined
      ? `whole: ${rows}.${part}`
      : `BROKEN at row ${fault.seq}: ${faultText(fault)}.\nBefore that: ${rows}.${part}`;
  const open = fault === undefined ? openText(firstSeq, lastSeq, heldTo?.seq) : [];
  return [verdict, held, ...open, ...warnings.map((warning) => `warning: ${warningText(warning)}`)].join("\n");
}

/** What a whole chain does not show. */
function openText(firstSeq: number, lastSeq: number, heldTo: number | undefined): string[] {
  const cut = "that rows after the last one were cut off";
  if (heldTo !== undefined && lastSeq <= heldTo)
    return [`After row ${heldTo} there is none: ${cut} cannot be seen here.`];
  if (lastSeq < firstSeq) return [`${upperFirst(cut)} cannot be seen here.`];
  const later = heldTo === undefined ? "That" : `${upperFirst(spanText(heldTo + 1, lastSeq))} came later: that`;
  return [`${later} they were written anew cannot be seen here, nor ${cut}.`];
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function faultText(fault: AuditFault): string {
  switch (fault.kind) {
    case "row_changed":
      return "its text or its hash was changed";
    case "row_exchanged":
      return "it was exchanged for another one: the row after it follows from a different row";
    case "row_missing":
      return `it was removed or moved: row ${fault.found} stands in its place`;
    case "row_out_of_order":
      return `it stands after row ${fault.after}, where it does not belong`;
    case "columns_changed":
      return "the columns that are searched do not say what its text says: it may not be found";
    case "line_unreadable":
      return `line ${fault.line} of the file cannot be read: ${fault.reason}`;
    case "export_incomplete":
      return "the export breaks off here, or its end names another row. Export it again";
    case "tail_rewritten":
      return (
        `hashes fit, but row ${fault.to} is not the one that the checkpoint of ${fault.checkpointAt} was signed for: ` +
        `${spanText(fault.seq, fault.to)} or some of them were written anew`
      );
    case "tail_cut":
      return (
        `${spanText(fault.seq, fault.to)} ${fault.seq === fault.to ? "is" : "are"} gone: the checkpoint of ${fault.checkpointAt} was signed for row ${fault.to}. ` +
        "Or this export is older than that checkpoint"
      );
    case "checkpoint_forged":
      return "its checkpoint was not signed with the key that it names, or was changed";
    case "checkpoint_key_unknown":
      return `its checkpoint was signed with another key, whose id is ${fault.keyId}`;
    case "checkpoint_out_of_place":
      return "its checkpoint stands after later rows";
    case "checkpoint_foreign":
      return `the checkpoint is of another database, ${fault.database}`;
  }
}

function warningText(warning: AuditWarning): string {
  switch (warning.kind) {
    case "signatures_unchecked":
      return "signatures were not checked: give the public key with --key";
    case "checkpoint_late":
      return `from row ${warning.seq} on there was no checkpoint for ${countOf(warning.days, "day")}`;
    case "checkpoints_unused":
      return `${countOf(warning.count, "checkpoint is", "checkpoints are")} about earlier rows and could not be used`;
  }
}

function spanText(from: number, to: number): string {
  return from === to ? `row ${from}` : `rows ${from} to ${to}`;
}
