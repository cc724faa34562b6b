import type { BacktestDetail } from "@redflag/contract/http/routes/backtests";
import { useIntl } from "react-intl";
import { useChainTitle } from "../api/use-chains.ts";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { ParameterList } from "./changed-parameters.tsx";
import styles from "./heuristics.module.css";

/** Which rule with what, on which stretch, by whom and why. */
export function BacktestFacts({ backtest }: { backtest: BacktestDetail }) {
  const t = useText();
  const intl = useIntl();
  const chainTitle = useChainTitle();
  const { version, chain, from, to, changed, reason, by, createdAt } = backtest;
  return (
    <dl className={`panel ${styles.about} ${styles.pad}`}>
      <dt>{t("heuristic.backtest.parameters")}</dt>
      <dd>
        {Object.keys(changed).length === 0 ? t("heuristic.changed.none") : <ParameterList parameters={changed} />}{" "}
        <span className="muted">{t("heuristic.version", { version })}</span>
      </dd>
      <dt>{t("heuristic.blocks")}</dt>
      <dd className="number">
        <span className="ltr">
          {intl.formatNumber(from)}–{intl.formatNumber(to)}
        </span>{" "}
        <bdi>{chainTitle(chain)}</bdi>
      </dd>
      <dt>{t("heuristic.by")}</dt>
      <dd>
        <Text id="heuristic.backtest.by" values={{ by: <bdi>{by.name}</bdi>, at: <Time at={createdAt} /> }} />
      </dd>
      <dt>{t("heuristic.reason")}</dt>
      <dd className={styles.reason}>
        <bdi>{reason}</bdi>
      </dd>
    </dl>
  );
}
