import type { BacktestResult } from "@redflag/contract/http/routes/backtests";
import type { ReactNode } from "react";
import { useIntl } from "react-intl";
import { Text, useText } from "../words/words.tsx";
import styles from "./backtest.module.css";
import { ShareBar } from "./share-bar.tsx";

/** The figures that a decision rests on, before anything else. */
export function BacktestFigures({ result }: { result: BacktestResult }) {
  const t = useText();
  const intl = useIntl();
  const { alerts, added, removed, kept, reviewed } = result;
  return (
    <dl className={styles.figures}>
      <Figure name={t("heuristic.days.added")} value={intl.formatNumber(added)} />
      <Figure name={t("heuristic.days.removed")} value={intl.formatNumber(removed)} />
      <Figure
        name={t("heuristic.days.kept")}
        value={intl.formatNumber(kept.identical + kept.changed)}
        note={kept.changed > 0 && <Text id="heuristic.found.changed" values={{ count: kept.changed }} />}
      />
      <Figure
        name={t("heuristic.found.alerts")}
        value={
          <span className={styles.change}>
            <Text
              id="heuristic.found.change"
              values={{ before: intl.formatNumber(alerts.before), after: intl.formatNumber(alerts.after) }}
            />
          </span>
        }
      />
      <Share name={t("heuristic.found.truePositives")} share={reviewed.truePositivesKept} />
      <Share name={t("heuristic.found.precision.before")} share={reviewed.precisionBefore} />
      <Share name={t("heuristic.found.precision.after")} share={reviewed.precisionAfter} />
    </dl>
  );
}

function Figure({ name, value, note }: { name: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className={`panel ${styles.figure}`}>
      <dt>{name}</dt>
      <dd className={`${styles.value} number`}>{value}</dd>
      {note !== undefined && note !== false && <dd className="muted">{note}</dd>}
    </div>
  );
}

function Share({ name, share }: { name: string; share: BacktestResult["reviewed"]["precisionBefore"] }) {
  return (
    <div className={`panel ${styles.figure} ${styles.share}`}>
      <dt>{name}</dt>
      <dd>
        <ShareBar share={share} />
      </dd>
    </div>
  );
}
