import type { Watchlist } from "@redflag/contract/http/routes/watchlists";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { useNow } from "../app/now.ts";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty } from "../show/states.tsx";
import { Age } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { HealthMark } from "./health-mark.tsx";
import styles from "./operations.module.css";
import type { TablePages } from "./use-live.ts";

/** How old each list is, and whether a newer version waits for somebody. */
export function ListTable({ lists, pages }: { lists: readonly Watchlist[] | undefined; pages: TablePages }) {
  const t = useText();
  const now = useNow();
  const { formatNumber } = useIntl();
  const columns: readonly Column<Watchlist>[] = [
    {
      head: t("operations.list"),
      cell: ({ id, title }) => (
        <Link to="/watchlists/$id" params={{ id }} className={styles.words}>
          <bdi>{title}</bdi>
        </Link>
      ),
    },
    {
      head: t("operations.list.entries"),
      cell: ({ entries }) => (entries === undefined ? "–" : formatNumber(entries)),
      className: "amount number",
    },
    {
      head: t("operations.list.changed"),
      cell: ({ at }) => (at === undefined ? <span className="muted">–</span> : <Age at={at} now={now} />),
    },
    {
      head: t("operations.state"),
      cell: ({ held, version }) => (
        <HealthMark health={held !== undefined ? "bad" : version === undefined ? "watch" : "good"}>
          {t(
            held !== undefined
              ? "operations.list.held"
              : version === undefined
                ? "operations.list.empty"
                : "operations.list.live",
          )}
        </HealthMark>
      ),
    },
  ];
  const empty = <Empty title={t("operations.lists.none")}>{t("operations.lists.none.hint")}</Empty>;
  return (
    <RowTable
      label={t("operations.lists")}
      columns={columns}
      rows={lists}
      keyOf={({ id }) => id}
      pages={pages}
      empty={empty}
    />
  );
}
