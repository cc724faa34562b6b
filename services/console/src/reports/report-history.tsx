import type { ReportEvent } from "@redflag/contract/http/routes/reports";
import { Panel } from "../show/panel.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import styles from "./reports.module.css";

/** Who did what with it, the newest first. */
export function ReportHistory({ history }: { history: readonly ReportEvent[] }) {
  const t = useText();
  return (
    <Panel title={t("reports.history")} flush>
      <ul className={styles.stream}>
        {history.toReversed().map(({ seq, kind, by, at, detail }) => (
          <li key={seq}>
            <Time at={at} />
            <div>
              <p>
                <bdi>{by.name}</bdi> {t(`reports.event.${kind}`)}
              </p>
              {typeof detail.reason === "string" && (
                <p className="muted">
                  <bdi>{detail.reason}</bdi>
                </p>
              )}
              {typeof detail.xmlSha256 === "string" && (
                <p className={`mono ltr muted ${styles.sum}`}>{detail.xmlSha256}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
