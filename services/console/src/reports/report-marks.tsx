import type { ReportOutcome, ReportStatus } from "@redflag/domain/report";
import { Check, CircleDashed, Clock, X } from "lucide-react";
import { useText } from "../words/words.tsx";
import styles from "./reports.module.css";

const SHAPES = { draft: CircleDashed, ready: Clock, filed: Check, discarded: X } as const;

/** Shape, word and colour. */
export function StatusMark({ status }: { status: ReportStatus }) {
  const t = useText();
  const Shape = SHAPES[status];
  return (
    <span className={`pill ${styles[status]}`}>
      <Shape size={12} aria-hidden />
      {t(`reports.status.${status}`)}
    </span>
  );
}

/** What the FIU said of it. */
export function OutcomeMark({ outcome }: { outcome: ReportOutcome }) {
  const t = useText();
  const Shape = outcome === "accepted" ? Check : X;
  return (
    <span className={`pill ${styles[outcome]}`}>
      <Shape size={12} aria-hidden />
      {t(`reports.outcome.${outcome}`)}
    </span>
  );
}
