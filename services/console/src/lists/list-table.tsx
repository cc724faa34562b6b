import type { Watchlist } from "@redflag/contract/http/routes/watchlists";
import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useIntl } from "react-intl";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty, FailureLine } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { LookbackProgress } from "./lookback-progress.tsx";
import { SourceHealth } from "./source-health.tsx";
import { useListSources, useLookbacks, useWaitingProposals, useWatchlists } from "./use-lists.ts";
import styles from "./watchlists.module.css";

export function ListTable() {
  const t = useText();
  const { formatNumber } = useIntl();
  const { data: items, error, refetch } = useWatchlists();
  const sources = useListSources();
  const waiting = useWaitingProposals();
  const lookbacks = useLookbacks();
  const failed = sources.error ?? waiting.error ?? lookbacks.error;
  const columns: readonly Column<Watchlist>[] = [
    { head: t("list.list"), cell: (list) => <ListName list={list} /> },
    {
      head: t("list.one.tab.entries"),
      cell: ({ entries }) => (entries === undefined ? <Nothing /> : formatNumber(entries)),
      className: "number amount",
    },
    { head: t("list.lists.version"), cell: (list) => <Current list={list} /> },
    {
      head: t("list.lists.publisher"),
      cell: ({ id }) => (sources.data === undefined ? <Nothing /> : <SourceHealth source={sources.data.get(id)} />),
    },
    { head: t("list.lists.waits"), cell: (list) => <Waits list={list} /> },
    {
      head: t("list.one.tab.lookbacks"),
      cell: ({ id }) => {
        const running = lookbacks.data?.filter((one) => one.list === id && one.finishedAt === undefined) ?? [];
        return running.length === 0 ? <Nothing /> : <LookbackProgress lookbacks={running} />;
      },
    },
  ];
  return (
    <>
      {failed !== null && <FailureLine error={failed} />}
      <section className={items?.length ? "panel" : ""} aria-label={t("list.title")}>
        <RowTable
          label={t("list.title")}
          columns={columns}
          rows={items}
          keyOf={({ id }) => id}
          pages={{ error, refetch }}
          empty={<Empty title={t("list.lists.none")}>{t("list.lists.none.hint")}</Empty>}
        />
      </section>
    </>
  );
}

function Nothing() {
  return <span className="muted">–</span>;
}

function ListName({ list: { id, title, authority } }: { list: Watchlist }) {
  return (
    <div className={styles.name}>
      <Link to="/watchlists/$id" params={{ id }}>
        <bdi>{title}</bdi>
      </Link>
      <p className="muted">
        <span className="mono ltr">{id}</span> · <bdi>{authority}</bdi>
      </p>
    </div>
  );
}

function Current({ list: { version, at } }: { list: Watchlist }) {
  const t = useText();
  if (version === undefined || at === undefined) return <span className="muted">{t("list.lists.noVersion")}</span>;
  return (
    <>
      {t("list.lists.versionNumber", { version })}
      <p className="muted">
        <Time at={at} />
      </p>
    </>
  );
}

/** What somebody has to do of it: a version that gates hold back, changes that wait for a second person. */
function Waits({ list: { id, held } }: { list: Watchlist }) {
  const t = useText();
  const { data: waiting } = useWaitingProposals();
  const proposals = waiting?.filter(({ list }) => list === id).length ?? 0;
  if (held === undefined && proposals === 0) return <Nothing />;
  return (
    <>
      {held !== undefined && (
        <Link to="/watchlists/$id" params={{ id }} className={`${styles.health} ${styles.failing}`}>
          <TriangleAlert size={14} aria-hidden />
          {t("list.lists.held", { count: held.failures.length })}
        </Link>
      )}
      {proposals > 0 && (
        <p>
          <Link to="/proposals" search={{ list: id }}>
            {t("list.lists.waiting", { count: proposals })}
          </Link>
        </p>
      )}
    </>
  );
}
