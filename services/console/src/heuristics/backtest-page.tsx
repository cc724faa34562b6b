import type { BacktestDetail } from "@redflag/contract/http/routes/backtests";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { Page } from "../show/page.tsx";
import { Failure, Loading, NotPermitted } from "../show/states.tsx";
import { Text, useText } from "../words/words.tsx";
import { BacktestFacts } from "./backtest-facts.tsx";
import { BacktestFound } from "./backtest-found.tsx";
import { BacktestProgress } from "./backtest-progress.tsx";
import { BacktestState } from "./backtest-state.tsx";
import { CancelBacktest } from "./cancel-backtest.tsx";
import styles from "./heuristics.module.css";

const route = getRouteApi("/backtests/$id");
/** While it waits or runs. */
const POLL_MS = 1_500;

/** One backtest: how far it is, or what would have been otherwise. */
export function BacktestPage() {
  const { id } = route.useParams();
  const mayRead = useMay("heuristics:read");
  return mayRead ? <Known key={id} id={id} /> : <NotPermitted />;
}

function Known({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["backtest", id],
    queryFn: async () => (await api.getBacktest({ params: { id } })).body,
    refetchInterval: ({ state }) => (isOpen(state.data) ? POLL_MS : false),
  });
  if (data === undefined)
    return error === null ? <Loading rows={8} /> : <Failure error={error} onRetry={() => void refetch()} />;
  return <Shown backtest={data} />;
}

function Shown({ backtest }: { backtest: BacktestDetail }) {
  const t = useText();
  const mayWrite = useMay("heuristics:write");
  const { heuristic, state, result, parameters, problem, cancelledBy } = backtest;
  return (
    <Page
      title={<Text id="heuristic.backtest.of" values={{ rule: <bdi>{heuristic}</bdi> }} />}
      beside={
        <>
          <span className={styles.facts}>
            <BacktestState backtest={backtest} />
          </span>
          <Link to="/heuristics/$id" params={{ id: heuristic }} className="button">
            {t("heuristic.backtest.rule")}
          </Link>
          {mayWrite && isOpen(backtest) && <CancelBacktest id={backtest.id} />}
          {mayWrite && state === "done" && (
            <Link
              to="/heuristics/$id"
              params={{ id: heuristic }}
              search={{ try: parameters }}
              className="button primary"
            >
              {t("heuristic.backtest.try")}
            </Link>
          )}
        </>
      }
    >
      <BacktestFacts backtest={backtest} />
      {isOpen(backtest) && <BacktestProgress backtest={backtest} />}
      {problem !== undefined && (
        <section className={styles.notice} role="alert">
          <h2>{t("heuristic.backtest.failed")}</h2>
          <p>
            <bdi lang="en">{problem.detail}</bdi> <span className="mono muted">{problem.code}</span>
          </p>
          <p className="muted">{t("heuristic.backtest.failed.hint")}</p>
        </section>
      )}
      {state === "cancelled" && (
        <p className={styles.notice}>
          <Text id="heuristic.backtest.cancelled" values={{ by: <bdi>{cancelledBy?.name ?? ""}</bdi> }} />
        </p>
      )}
      {result !== undefined && <BacktestFound backtest={backtest} result={result} />}
    </Page>
  );
}

function isOpen(backtest: Pick<BacktestDetail, "state"> | undefined): boolean {
  return backtest?.state === "queued" || backtest?.state === "running";
}
