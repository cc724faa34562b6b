import type { Capacity } from "@redflag/contract/http/routes/capacity";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { Panel } from "../show/panel.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { useText } from "../words/words.tsx";

type Rule = Capacity["byHeuristic"][number];

/** They are here already. */
const PAGES = { error: null, refetch: () => undefined };

/** Which rules lie above and below: by the rule of each place's strongest alert. */
export function CapacityRules({ capacity: { byHeuristic } }: { capacity: Capacity }) {
  const t = useText();
  const intl = useIntl();
  const columns: readonly Column<Rule>[] = [
    {
      head: t("heuristic.rule"),
      cell: ({ heuristic }) => (
        <Link to="/heuristics/$id" params={{ id: heuristic }} className="mono ltr">
          {heuristic}
        </Link>
      ),
    },
    { head: t("heuristic.capacity.above"), cell: ({ above }) => intl.formatNumber(above), className: "amount number" },
    { head: t("heuristic.capacity.below"), cell: ({ below }) => intl.formatNumber(below), className: "amount number" },
  ];
  return (
    <Panel title={t("heuristic.capacity.rules")} flush>
      <RowTable
        label={t("heuristic.capacity.rules")}
        columns={columns}
        rows={byHeuristic}
        keyOf={({ heuristic }) => heuristic}
        pages={PAGES}
        empty={null}
      />
    </Panel>
  );
}
