import type { Backtest } from "@redflag/contract/http/routes/backtests";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { useChainTitle } from "../api/use-chains.ts";
import { usePages } from "../api/use-pages.ts";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { BacktestState } from "./backtest-state.tsx";
import { ParameterList } from "./changed-parameters.tsx";

/** Where a link on the same page leads. */
export const BACKTESTS = "backtests";
const PAGE_ROWS = 10;

/** Backtests that wait, run or ended, the newest first: of one rule, or of all. */
export function BacktestTable({ rule }: { rule?: string }) {
  const t = useText();
  const intl = useIntl();
  const chainTitle = useChainTitle();
  const { items, pages } = usePages(["backtests", rule], (page) =>
    api.listBacktests({ query: { ...page, limit: PAGE_ROWS, ...(rule !== undefined && { heuristic: rule }) } }),
  );
  if (items?.length === 0) {
    return (
      <EmptyPanel id={BACKTESTS} title={t("heuristic.backtests")}>
        {t("heuristic.backtests.none")}
      </EmptyPanel>
    );
  }
  const columns: readonly Column<Backtest>[] = [
    {
      head: t("heuristic.backtest.when"),
      cell: ({ id, createdAt }) => (
        <Link to="/backtests/$id" params={{ id }}>
          <Time at={createdAt} />
        </Link>
      ),
    },
    ...(rule === undefined
      ? [
          {
            head: t("heuristic.rule"),
            cell: ({ heuristic }: Backtest) => (
              <Link to="/heuristics/$id" params={{ id: heuristic }} className="mono ltr">
                {heuristic}
              </Link>
            ),
          },
        ]
      : []),
    { head: t("heuristic.changed"), cell: ({ changed }) => <ParameterList parameters={changed} /> },
    { head: t("heuristic.chain"), cell: ({ chain }) => <bdi>{chainTitle(chain)}</bdi> },
    {
      head: t("heuristic.blocks"),
      cell: ({ from, to }) => (
        <span className="ltr">
          {intl.formatNumber(from)}–{intl.formatNumber(to)}
        </span>
      ),
      className: "number",
    },
    { head: t("heuristic.state"), cell: (backtest) => <BacktestState backtest={backtest} /> },
    { head: t("heuristic.by"), cell: ({ by }) => <bdi>{by.name}</bdi> },
  ];
  return (
    <Panel id={BACKTESTS} title={t("heuristic.backtests")} flush>
      <RowTable
        label={t("heuristic.backtests")}
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        pages={pages}
        empty={null}
      />
    </Panel>
  );
}
