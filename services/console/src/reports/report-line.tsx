import type { ReportDetail } from "@redflag/contract/http/routes/reports";
import { Link } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { OutcomeMark, StatusMark } from "./report-marks.tsx";
import styles from "./reports.module.css";

/** Which report it is and how it stands, and who has to do what next. */
export function ReportLine({ detail }: { detail: ReportDetail }) {
  const t = useText();
  const { status, kind, profile, draftedBy, at, answer, fiuReference, case: of } = detail;
  return (
    <>
      <p className={styles.marks}>
        <StatusMark status={status} />
        {answer !== undefined && <OutcomeMark outcome={answer} />}
        <span>{t(`reports.kind.${kind}`)}</span>
        <span className="mono ltr">{profile}</span>
        {of !== undefined && (
          <Link to="/cases/$id" params={{ id: of.id }}>
            {t("reports.about.case", { number: of.number })}
          </Link>
        )}
        {fiuReference !== undefined && (
          <span>
            <Text id="reports.fiuReferenceIs" values={{ reference: <bdi>{fiuReference}</bdi> }} />
          </span>
        )}
        <span className="muted">
          <Text id="reports.drawnUp" values={{ name: <bdi>{draftedBy.name}</bdi>, time: <Time at={at} /> }} />
        </span>
      </p>
      <Next detail={detail} />
    </>
  );
}

/** What is left to somebody else: the two are never one person. */
function Next({ detail: { status, ready, filed, allowed } }: { detail: ReportDetail }) {
  const mayConfirm = useMay("reports:confirm");
  if (filed !== undefined) {
    return (
      <p className={styles.notice}>
        <Text id="reports.filedBy" values={{ name: <bdi>{filed.by.name}</bdi>, time: <Time at={filed.at} /> }} />
      </p>
    );
  }
  if (status !== "ready" || ready === undefined) return null;
  if (ready.own) return <Told id="reports.ready.own" />;
  return mayConfirm && allowed.includes("file") ? null : <Told id="reports.ready.mayNot" />;
}

function Told({ id }: { id: "reports.ready.own" | "reports.ready.mayNot" }) {
  return (
    <p className={styles.notice}>
      <Text id={id} />
    </p>
  );
}
