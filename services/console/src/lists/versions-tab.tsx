import type { ListVersion } from "@redflag/contract/http/routes/watchlists";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useIntl } from "react-intl";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { Hash } from "../show/hash.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import styles from "./watchlists.module.css";

/** Every state that the list was in, newest first; two of them can be held against each other. */
export function VersionsTab({ list }: { list: string }) {
  const t = useText();
  const { formatNumber } = useIntl();
  const [picked, setPicked] = useState<readonly number[]>([]);
  const { items, pages } = usePages(["watchlists", list, "versions"], (page) =>
    api.listListVersions({ params: { id: list }, query: page }),
  );
  // A third takes the place of the first.
  const pick = (version: number) =>
    setPicked(picked.includes(version) ? picked.filter((one) => one !== version) : [...picked, version].slice(-2));
  const [from, to] = [...picked].sort((a, b) => a - b);
  const columns: readonly Column<ListVersion>[] = [
    {
      head: t("list.diff.compare"),
      cell: ({ version }) => (
        <input
          type="checkbox"
          checked={picked.includes(version)}
          onChange={() => pick(version)}
          aria-label={t("list.versions.pick", { version })}
        />
      ),
    },
    {
      head: t("list.lists.version"),
      cell: ({ version }) => (
        <Link to="/watchlists/$id" params={{ id: list }} search={{ version }}>
          {t("list.lists.versionNumber", { version })}
        </Link>
      ),
    },
    { head: t("list.versions.since"), cell: ({ at }) => <Time at={at} /> },
    {
      head: t("list.one.tab.entries"),
      cell: ({ entries }) => formatNumber(entries),
      className: "number amount",
    },
    {
      head: t("list.versions.changes"),
      cell: ({ version }) => (
        <Link to="/watchlists/$id" params={{ id: list }} search={{ tab: "diff", from: version - 1, to: version }}>
          {t("list.versions.change")}
        </Link>
      ),
    },
    { head: t("list.versions.source"), cell: (version) => <Source version={version} /> },
    { head: t("list.versions.digest"), cell: ({ digest }) => <Hash hash={digest} /> },
  ];
  return (
    <>
      <p className={styles.acts}>
        {from !== undefined && to !== undefined ? (
          <Link
            to="/watchlists/$id"
            params={{ id: list }}
            search={{ tab: "diff", from, to }}
            className="button primary"
          >
            {t("list.versions.compareTwo", { from, to })}
          </Link>
        ) : (
          <span className="muted">{t("list.versions.hint")}</span>
        )}
      </p>
      <section className={items?.length ? "panel" : ""} aria-label={t("list.one.tab.versions")}>
        <RowTable
          label={t("list.one.tab.versions")}
          columns={columns}
          rows={items}
          keyOf={({ version }) => String(version)}
          pages={pages}
          empty={<Empty title={t("list.versions.none")}>{t("list.versions.none.hint")}</Empty>}
        />
      </section>
    </>
  );
}

function Source({ version: { source, proposal } }: { version: ListVersion }) {
  const t = useText();
  return (
    <div className={styles.words}>
      <bdi>{source}</bdi>
      {proposal !== undefined && (
        <p>
          <Link to="/proposals/$id" params={{ id: proposal }}>
            {t("list.versions.proposal")}
          </Link>
        </p>
      )}
    </div>
  );
}
