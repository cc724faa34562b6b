import { Link } from "@tanstack/react-router";
import { OutcomeMark, StatusMark } from "../reports/report-marks.tsx";
import { useReportsOf } from "../reports/use-reports-of.ts";
import { Time } from "../show/time.tsx";
import { Text } from "../words/words.tsx";
import styles from "./standing.module.css";

/** In which reports to an FIU the alert stands, and whether they were filed. */
export function AlertReports({ id }: { id: string }) {
  const reports = useReportsOf({ alert: id }).filter(({ status }) => status !== "discarded");
  return reports.map(({ id: report, number, status, filedAt, answer }) => {
    const link = (
      <Link to="/reports/$id" params={{ id: report }} className="mono ltr">
        {number}
      </Link>
    );
    return (
      <p key={report} className={styles.notice}>
        {filedAt === undefined ? (
          <Text id="alert.inReport" values={{ report: link }} />
        ) : (
          <Text id="alert.inReport.filed" values={{ report: link, time: <Time at={filedAt} /> }} />
        )}{" "}
        <StatusMark status={status} /> {answer !== undefined && <OutcomeMark outcome={answer} />}
      </p>
    );
  });
}
