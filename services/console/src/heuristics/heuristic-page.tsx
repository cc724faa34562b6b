import { getRouteApi } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { English } from "../show/english.tsx";
import { Page } from "../show/page.tsx";
import { Panel } from "../show/panel.tsx";
import { Failure, Loading, NotPermitted } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { BacktestTable } from "./backtest-table.tsx";
import { HeuristicActs } from "./heuristic-acts.tsx";
import styles from "./heuristics.module.css";
import { ModeMark } from "./mode-mark.tsx";
import { ParameterTable } from "./parameter-table.tsx";
import { RuleAbout } from "./rule-about.tsx";
import { RuleExamples } from "./rule-examples.tsx";
import { RulePrecisions } from "./rule-precisions.tsx";
import { SettingsHistory } from "./settings-history.tsx";
import { ShadowPanel } from "./shadow-panel.tsx";
import { useHeuristic } from "./use-heuristic.ts";

const route = getRouteApi("/heuristics/$id");

/** One rule: what it says and from what, what was set of it by whom, how often it was right, and what is tried beside it. */
export function HeuristicPage() {
  const { id } = route.useParams();
  const mayRead = useMay("heuristics:read");
  return mayRead ? <Known key={id} id={id} /> : <NotPermitted />;
}

function Known({ id }: { id: string }) {
  const t = useText();
  const { data, error, refetch } = useHeuristic(id);
  // What is there stays while it is read again: forms over it keep what was typed.
  if (data === undefined)
    return error === null ? <Loading rows={12} /> : <Failure error={error} onRetry={() => void refetch()} />;
  const { rule } = data;
  return (
    <Page
      title={<English>{rule.title}</English>}
      beside={
        <>
          <span className={styles.facts}>
            <span className="mono ltr muted">
              {rule.id} v{rule.version}
            </span>
            <ModeMark mode={rule.mode} />
          </span>
          <HeuristicActs seen={data} />
        </>
      }
      lead={<English>{rule.summary}</English>}
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          <Panel title={t("heuristic.parameters")} flush>
            <ParameterTable rule={rule} />
          </Panel>
          {rule.mayBeTried && <ShadowPanel rule={rule} />}
          <RuleExamples examples={rule.examples} />
        </div>
        <div className={styles.column}>
          <RulePrecisions rule={rule} />
          <RuleAbout rule={rule} />
          <SettingsHistory rule={rule} />
        </div>
      </div>
      {rule.mayBeBacktested && <BacktestTable rule={id} />}
    </Page>
  );
}
