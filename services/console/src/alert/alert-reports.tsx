import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { OutcomeMark, StatusMark } from "../reports/report-marks.tsx";
import { useReportsOf } from "../reports/use-reports-of.ts";
import { shortened } from "../show/shortened.ts";
import { Time } from "../show/time.tsx";
import { Text } from "../words/words.tsx";
import styles from "./standing.module.css";

/** In which reports to an FIU the alert stands, whether they were filed, and what screening has found since of one that was. */
export function AlertReports({ alert: { id, filing } }: { alert: AlertDetail }) {
  const last = filing?.annotations.at(-1);
  return (
    <>
      <Reports id={id} />
      {last !== undefined && (
        <p className={styles.notice}>
          <Text id={`alert.annotation.${last.kind}`} values={{ time: <Time at={last.at} /> }} />
          {last.succeededBy?.map((other) => (
            <Fragment key={other}>
              {" "}
              <Link to="/alerts/$id" params={{ id: other }} className="mono ltr" title={other}>
                {shortened(other)}
              </Link>
            </Fragment>
          ))}
        </p>
      )}
    </>
  );
}

function Reports({ id }: { id: string }) {
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
