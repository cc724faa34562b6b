import type { BacktestDetail, BacktestResult } from "@redflag/contract/http/routes/backtests";
import { Panel } from "../show/panel.tsx";
import { Empty } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { AlertDays } from "./alert-days.tsx";
import { BacktestExamples } from "./backtest-examples.tsx";
import { BacktestFigures } from "./backtest-figures.tsx";
import { BacktestLimits } from "./backtest-limits.tsx";

/** What would have been otherwise: how many, on which days, which, and what it does not say. */
export function BacktestFound({ backtest, result }: { backtest: BacktestDetail; result: BacktestResult }) {
  const t = useText();
  const { days, examples } = result;
  return (
    <>
      <BacktestFigures result={result} />
      <Panel title={t("heuristic.days")}>
        {days.length === 0 ? (
          <Empty title={t("heuristic.days.none")}>{t("heuristic.days.none.hint")}</Empty>
        ) : (
          <AlertDays days={days} />
        )}
      </Panel>
      <BacktestExamples side="added" count={result.added} examples={examples.added} chain={backtest.chain} />
      <BacktestExamples side="removed" count={result.removed} examples={examples.removed} chain={backtest.chain} />
      <BacktestLimits backtest={backtest} result={result} />
    </>
  );
}
