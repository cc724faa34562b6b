import { SeverityMark } from "../show/severity.tsx";
import { StateMark } from "../show/state.tsx";
import { Failure, Loading } from "../show/states.tsx";
import styles from "./alert-beside.module.css";
import { Amounts } from "./amounts.tsx";
import { DecisionPanel } from "./decision-panel.tsx";
import { News } from "./news.tsx";
import { Sentence } from "./sentence.tsx";
import { Standing } from "./standing.tsx";
import { useAlert } from "./use-alert.ts";
import { WhyFired } from "./why-fired.tsx";

/** What is needed to decide, beside the queue, which has the keys and leads to the whole page. */
export function AlertBeside({ id }: { id: string }) {
  const { data: alert, error, refetch } = useAlert(id);
  if (alert === undefined) {
    return error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />;
  }
  const { severity, state, explanation, chain } = alert;
  return (
    <article className={styles.beside}>
      <header className={styles.head}>
        <SeverityMark severity={severity} />
        <StateMark state={state} />
        <bdi className="muted">{explanation.chain.title}</bdi>
      </header>
      <DecisionPanel id={id} keysEnabled={false} />
      <News id={id} />
      <Standing alert={alert} />
      <p className={styles.sentence}>
        <Sentence text={explanation.what} chain={chain} />
      </p>
      <WhyFired explanation={explanation} compact />
      <Amounts explanation={explanation} />
    </article>
  );
}
