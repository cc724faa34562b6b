import type { ReportAnswer } from "@redflag/contract/http/routes/reports";
import { useIntl } from "react-intl";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { OutcomeMark } from "./report-marks.tsx";
import styles from "./reports.module.css";

/** Each answer of the FIU's stays; the last one counts. */
export function ReportAnswers({ answers }: { answers: readonly ReportAnswer[] }) {
  const t = useText();
  const intl = useIntl();
  if (answers.length === 0) return <EmptyPanel title={t("reports.answers")}>{t("reports.answers.none")}</EmptyPanel>;
  return (
    <Panel title={t("reports.answers")} flush>
      <ul className={styles.stream}>
        {answers.toReversed().map(({ seq, outcome, reasons, disposition, answeredOn, by, at }) => (
          <li key={seq}>
            {/* The day that the answer bears: of no time zone. */}
            <time dateTime={answeredOn} className="number">
              {intl.formatDate(answeredOn, { dateStyle: "medium", timeZone: "UTC" })}
            </time>
            <div>
              <p className={styles.marks}>
                <OutcomeMark outcome={outcome} />
                {disposition !== undefined && <span>{t(`review.disposition.${disposition}`)}</span>}
              </p>
              <p>
                <bdi>{reasons}</bdi>
              </p>
              <p className="muted">
                <Text id="reports.answers.by" values={{ name: <bdi>{by.name}</bdi>, time: <Time at={at} /> }} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
