import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Gauge, History } from "lucide-react";
import { useMay } from "../api/session.ts";
import choices from "../show/link-choices.module.css";
import { Page } from "../show/page.tsx";
import { NotPermitted } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { BACKTESTS, BacktestTable } from "./backtest-table.tsx";
import styles from "./heuristics.module.css";
import { SHOWN } from "./heuristics-search.ts";
import { RuleTable } from "./rule-table.tsx";
import { WordsFilter } from "./words-filter.tsx";

/** `/heuristics` is where all of them lead: what the URL asks for besides tells them apart. */
const EXACTLY = { exact: true, includeSearch: true };

const route = getRouteApi("/heuristics");

/** Every rule: what it looks for, whether it raises alerts and with which parameters, and how often it was right. */
export function HeuristicsPage() {
  const t = useText();
  const navigate = useNavigate();
  const search = route.useSearch();
  if (!useMay("heuristics:read")) return <NotPermitted />;
  return (
    <Page
      title={t("heuristic.title")}
      lead={t("heuristic.lead")}
      beside={
        <>
          <Link to="/heuristics" search={search} hash={BACKTESTS} className="button">
            <History size={14} aria-hidden />
            {t("heuristic.backtests")}
          </Link>
          <Link to="/capacity" className="button">
            <Gauge size={14} aria-hidden />
            {t("heuristic.capacity.title")}
          </Link>
        </>
      }
    >
      <div className={styles.filters}>
        <WordsFilter
          value={search.q ?? ""}
          onChange={(q) =>
            void navigate({ to: "/heuristics", search: { ...search, q: q === "" ? undefined : q }, replace: true })
          }
        />
        <nav className={choices.choices} aria-label={t("heuristic.filter.which")}>
          {[undefined, ...SHOWN].map((show) => (
            <Link
              key={show ?? "all"}
              to="/heuristics"
              search={{ ...search, show }}
              className={choices.choice}
              activeOptions={EXACTLY}
            >
              {t(show === undefined ? "heuristic.filter.all" : `heuristic.filter.${show}`)}
            </Link>
          ))}
        </nav>
      </div>
      <RuleTable search={search} />
      <BacktestTable />
    </Page>
  );
}
