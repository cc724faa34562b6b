import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../api/session.ts";
import { OutcomeMark, StatusMark } from "../reports/report-marks.tsx";
import { useReportsOf } from "../reports/use-reports-of.ts";
import { Button } from "../show/button.tsx";
import { Panel } from "../show/panel.tsx";
import { useText } from "../words/words.tsx";
import styles from "./cases.module.css";

const NewReportDialog = lazy(async () => ({
  default: (await import("../reports/new-report-dialog.tsx")).NewReportDialog,
}));

/** What was drawn up of the case for an FIU; absent for whoever reads no reports. */
export function CaseReports({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  const t = useText();
  const reports = useReportsOf({ case: id });
  const mayRead = useMay("reports:read");
  const mayDraw = useMay("reports:write") && mayWrite;
  const [isOpen, setOpen] = useState(false);
  if (!mayRead) return null;
  const draw = mayDraw && <Button onPress={() => setOpen(true)}>{t("case.reports.draw")}</Button>;
  return (
    <Panel title={t("case.reports")} beside={draw} flush>
      {reports.length === 0 && <p className={`muted ${styles.pad}`}>{t("case.reports.none")}</p>}
      <ul className={styles.rows}>
        {reports.map(({ id: report, number, kind, status, answer }) => (
          <li key={report}>
            <Link to="/reports/$id" params={{ id: report }} className="mono ltr">
              {number}
            </Link>
            <span className="ltr">{kind}</span>
            <StatusMark status={status} />
            {answer !== undefined && <OutcomeMark outcome={answer} />}
          </li>
        ))}
      </ul>
      {isOpen && (
        <Suspense>
          <NewReportDialog of={{ case: id }} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </Panel>
  );
}
