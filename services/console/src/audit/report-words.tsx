import type { AuditFault, AuditReport, AuditWarning } from "@redflag/domain/audit-report";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./audit.module.css";
import type { Verified } from "./verify-panel.tsx";

/** What was found, and what it does not show: nobody is to take the one for the other. */
export function ReportWords({ verified: { report, keyId } }: { verified: Verified }) {
  const t = useText();
  const { fault, lastSeq, heldTo, checkpointCount, warnings } = report;
  const isBroken = fault !== undefined;
  return (
    <div role="status" className={`${styles.verdict} ${isBroken ? styles.broken : ""}`}>
      <p className={styles.acts}>
        {isBroken ? <TriangleAlert size={16} aria-hidden /> : <CircleCheck size={16} aria-hidden />}
        <strong>{isBroken ? t("audit.broken", { seq: fault.seq }) : t("audit.whole", { rows: lastSeq })}</strong>
      </p>
      {isBroken && (
        <>
          <p>
            <Fault fault={fault} />
          </p>
          <p>{t("audit.before", { rows: lastSeq })}</p>
        </>
      )}
      <p>
        {heldTo === undefined ? (
          t("audit.held.none")
        ) : (
          <Text
            id="audit.held"
            values={{ count: checkpointCount, seq: heldTo.seq, time: <Time at={heldTo.at} seconds /> }}
          />
        )}
      </p>
      {keyId !== undefined && (
        <p>
          <Text id="audit.keyId" values={{ id: <span className="mono ltr">{keyId}</span> }} />
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning.kind}>
          <Warning warning={warning} />
        </p>
      ))}
      {!isBroken && <Open report={report} />}
      <p className="muted">{t("audit.verify.limits")}</p>
    </div>
  );
}

/** What a whole chain does not show. */
function Open({ report: { lastSeq, heldTo } }: { report: AuditReport }) {
  const t = useText();
  const held = heldTo?.seq ?? 0;
  return <p>{held >= lastSeq ? t("audit.open.end") : t("audit.open.later", { from: held + 1, to: lastSeq })}</p>;
}

function Fault({ fault }: { fault: AuditFault }) {
  const t = useText();
  switch (fault.kind) {
    case "row_missing":
      return t("audit.fault.row_missing", { found: fault.found });
    case "row_out_of_order":
      return t("audit.fault.row_out_of_order", { after: fault.after });
    case "tail_rewritten":
    case "tail_cut":
      return (
        <Text
          id={`audit.fault.${fault.kind}`}
          values={{ seq: fault.seq, to: fault.to, time: <Time at={fault.checkpointAt} seconds /> }}
        />
      );
    case "checkpoint_key_unknown":
      return (
        <Text
          id="audit.fault.checkpoint_key_unknown"
          values={{ id: <span className="mono ltr">{fault.keyId}</span> }}
        />
      );
    default:
      return t(`audit.fault.${fault.kind}`);
  }
}

function Warning({ warning }: { warning: AuditWarning }) {
  const t = useText();
  if (warning.kind === "checkpoint_late")
    return t("audit.warning.checkpoint_late", { seq: warning.seq, days: warning.days });
  if (warning.kind === "checkpoints_unused") return t("audit.warning.checkpoints_unused", { count: warning.count });
  return t("audit.warning.signatures_unchecked");
}
