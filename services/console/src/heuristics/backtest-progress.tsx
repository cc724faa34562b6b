import type { BacktestDetail } from "@redflag/contract/http/routes/backtests";
import { Label, ProgressBar } from "react-aria-components";
import { useIntl } from "react-intl";
import { useText } from "../words/words.tsx";
import styles from "./backtest.module.css";
import { permilleOf } from "./backtest-state.tsx";

/** How far it is; that it waits, where nobody has taken it yet. */
export function BacktestProgress({ backtest: { state, progress } }: { backtest: BacktestDetail }) {
  const t = useText();
  const intl = useIntl();
  if (state === "queued" || progress === undefined) return <p className="muted">{t("heuristic.backtest.waits")}</p>;
  const { done, total } = progress;
  const percent = permilleOf(progress) / 10;
  const words = t("heuristic.backtest.progress", { done: intl.formatNumber(done), total: intl.formatNumber(total) });
  return (
    <ProgressBar value={percent} valueLabel={words} className={styles.progress ?? ""}>
      <Label>{words}</Label>
      <span className={styles.track}>
        <span className={styles.done} style={{ inlineSize: `${percent}%` }} />
      </span>
    </ProgressBar>
  );
}
