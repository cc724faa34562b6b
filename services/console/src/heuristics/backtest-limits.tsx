import type { BacktestDetail, BacktestResult } from "@redflag/contract/http/routes/backtests";
import { useIntl } from "react-intl";
import { Panel } from "../show/panel.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./backtest.module.css";

const CAUSES = ["history_short", "rate_missing"] as const;

/** What the figures rest on, and what they do not cover: as prominent as the figures are. */
export function BacktestLimits({ backtest, result }: { backtest: BacktestDetail; result: BacktestResult }) {
  const t = useText();
  const intl = useIntl();
  const { stored, foldedFrom, transfers, withheld, gaps } = result;
  const causes = CAUSES.filter((cause) => (withheld.before[cause] ?? 0) + (withheld.after[cause] ?? 0) > 0);
  return (
    <Panel title={t("heuristic.limits")}>
      <ul className={styles.limits}>
        {stored.identical < stored.alerts && (
          <li>
            <strong>
              <Text
                id="heuristic.limits.stored"
                values={{ identical: intl.formatNumber(stored.identical), count: stored.alerts }}
              />
            </strong>
          </li>
        )}
        {(gaps.before > 0 || gaps.after > 0) && (
          <li>
            <strong>
              <Text id="heuristic.limits.gaps" values={{ before: gaps.before, after: gaps.after }} />
            </strong>
          </li>
        )}
        {causes.map((cause) => (
          <li key={cause}>
            <Text
              id={`heuristic.limits.${cause}`}
              values={{ before: withheld.before[cause] ?? 0, after: withheld.after[cause] ?? 0 }}
            />
          </li>
        ))}
        <li>
          <Text
            id="heuristic.limits.folded"
            values={{ count: transfers, from: <span className="ltr">{intl.formatNumber(foldedFrom)}</span> }}
          />{" "}
          {foldedFrom < backtest.from && t("heuristic.limits.memory")}
        </li>
        <li>{t("heuristic.limits.reviews")}</li>
      </ul>
    </Panel>
  );
}
