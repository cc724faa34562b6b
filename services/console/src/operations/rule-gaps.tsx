import type { Lane, ScreeningGap } from "@redflag/contract/http/routes/operations";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { EmptyPanel, Panel } from "../show/panel.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { shortened } from "../show/shortened.ts";
import { useText } from "../words/words.tsx";
import styles from "./operations.module.css";

type Silence = Omit<Lane["withheld"][number], "cause"> & { cause: Lane["withheld"][number]["cause"] | "failed" };

/** Where a rule's silence says nothing: it failed, or could not judge. */
export function RuleGaps({ lane }: { lane: Lane }) {
  const t = useText();
  const { formatNumber } = useIntl();
  const silences: Silence[] = [...lane.gaps.map((gap) => ({ ...gap, cause: "failed" as const })), ...lane.withheld];
  if (silences.length === 0) {
    return <EmptyPanel title={t("operations.silences")}>{t("operations.silences.none")}</EmptyPanel>;
  }
  const columns: readonly Column<Silence>[] = [
    {
      head: t("operations.rule"),
      cell: ({ heuristic, version }) => (
        <span className="mono ltr">
          {heuristic} {version}
        </span>
      ),
    },
    {
      head: t("operations.transfers.head"),
      cell: ({ transfers }) => formatNumber(transfers),
      className: "amount number",
    },
    {
      head: t("operations.cause"),
      cell: ({ cause }) => t(`operations.cause.${cause}`),
    },
  ];
  return (
    <Panel title={t("operations.silences")} flush>
      <RowTable
        label={t("operations.silences")}
        columns={columns}
        rows={silences}
        keyOf={({ heuristic, version, cause }) => `${heuristic} ${version} ${cause}`}
        pages={{ error: null, refetch: () => undefined }}
        empty={null}
      />
      {lane.gaps.length > 0 && <GapTable chain={lane.chain} />}
    </Panel>
  );
}

function GapTable({ chain }: { chain: string }) {
  const t = useText();
  const { formatNumber } = useIntl();
  const { items, pages } = usePages(["operations", "gaps", chain], (page) =>
    api.listScreeningGaps({ query: { ...page, chain } }),
  );
  const columns: readonly Column<ScreeningGap>[] = [
    { head: t("operations.rule"), cell: ({ heuristic }) => <span className="mono ltr">{heuristic}</span> },
    { head: t("operations.block"), cell: ({ block }) => formatNumber(block), className: "amount number" },
    {
      head: t("operations.transaction"),
      cell: ({ transaction }) => (
        <Link to="/transactions/$chain/$hash" params={{ chain, hash: transaction }} className="mono ltr">
          {shortened(transaction)}
        </Link>
      ),
    },
    {
      head: t("operations.cause"),
      cell: ({ reason }) => (
        <div className={styles.words}>
          <bdi>{reason}</bdi>
        </div>
      ),
    },
  ];
  return (
    <RowTable
      label={t("operations.silences.transfers")}
      columns={columns}
      rows={items}
      keyOf={({ heuristic, block, logIndex }) => `${heuristic} ${block} ${logIndex}`}
      pages={pages}
      empty={null}
    />
  );
}
