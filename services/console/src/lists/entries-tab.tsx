import type { Listing } from "@redflag/contract/http/routes/watchlists";
import { getRouteApi, Link } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { More } from "../show/more.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import { EntryFilters } from "./entry-filters.tsx";
import { EntryKind, EntryOrder } from "./entry-words.tsx";
import { entryQueryOf } from "./list-search.ts";
import { SubjectName } from "./subject-name.tsx";
import styles from "./watchlists.module.css";

const route = getRouteApi("/watchlists/$id");

/** What a version of the list holds, as far as it is asked for: the newest first. */
export function EntriesTab({ list, current }: { list: string; current: number }) {
  const t = useText();
  const search = route.useSearch();
  const query = entryQueryOf(search);
  const { items, pages } = usePages(["watchlists", list, "entries", query], (page) =>
    api.listListEntries({ params: { id: list }, query: { ...query, ...page } }),
  );
  const isOld = search.version !== undefined && search.version !== current;
  return (
    <>
      <EntryFilters />
      {isOld && (
        <p className="muted">
          <Text
            id="list.entries.asOf"
            values={{
              version: search.version,
              link: (parts) => (
                <Link to="/watchlists/$id" params={{ id: list }} search={{ ...search, version: undefined }}>
                  {parts}
                </Link>
              ),
            }}
          />
        </p>
      )}
      <section className={items?.length ? "panel" : ""} aria-label={t("list.one.tab.entries")}>
        <RowTable
          label={t("list.one.tab.entries")}
          columns={useColumns()}
          rows={items}
          keyOf={({ entry, firstVersion }) => `${entry.id} ${firstVersion}`}
          pages={pages}
          empty={<NoEntry isSought={Object.keys(query).some((name) => name !== "version")} pages={pages} />}
        />
      </section>
    </>
  );
}

function useColumns(): readonly Column<Listing>[] {
  const t = useText();
  return [
    { head: t("list.entries.subject"), cell: ({ entry }) => <SubjectName subject={entry} /> },
    { head: t("list.entries.kind"), cell: ({ entry }) => <EntryKind entry={entry} /> },
    { head: t("list.entries.order"), cell: ({ entry }) => <EntryOrder entry={entry} /> },
    {
      head: t("list.field.jurisdictions"),
      cell: ({ entry }) => <span className="ltr">{entry.jurisdictions?.join(", ") ?? "–"}</span>,
    },
    { head: t("list.state"), cell: (listing) => <State listing={listing} /> },
    { head: t("list.field.sharing"), cell: ({ entry }) => <span className="mono ltr">{entry.sharing}</span> },
    { head: t("list.entries.brought"), cell: (listing) => <Brought listing={listing} /> },
  ];
}

/** By its own dates, and these. */
function State({ listing: { state, entry } }: { listing: Listing }) {
  const t = useText();
  const { validFrom, validTo } = entry;
  return (
    <div className={styles.subject}>
      {t(`list.entries.state.${state}`)}
      {validFrom !== undefined && (
        <p className="muted">
          <Text id="list.entries.from" values={{ time: <Time at={validFrom} /> }} />
        </p>
      )}
      {validTo !== undefined && (
        <p className="muted">
          <Text id="list.entries.to" values={{ time: <Time at={validTo} /> }} />
        </p>
      )}
    </div>
  );
}

function Brought({ listing: { firstVersion, listedAt, listedBy } }: { listing: Listing }) {
  const t = useText();
  return (
    <div className={styles.subject}>
      {listedBy === undefined ? (
        t("list.entries.import", { version: firstVersion })
      ) : (
        <Link to="/proposals/$id" params={{ id: listedBy }}>
          {t("list.entries.proposal", { version: firstVersion })}
        </Link>
      )}
      <p className="muted">
        <Time at={listedAt} />
      </p>
    </div>
  );
}

interface NoEntryProps {
  isSought: boolean;
  pages: Parameters<typeof More>[0]["pages"];
}

/** A page passes by a bounded number of entries: that none was among them does not say that there is none. */
function NoEntry({ isSought, pages }: NoEntryProps) {
  const t = useText();
  if (!isSought) return <Empty title={t("list.entries.none")}>{t("list.entries.none.hint")}</Empty>;
  if (!pages.hasNextPage) return <Empty title={t("list.entries.noneSo")}>{t("list.entries.noneSo.hint")}</Empty>;
  return (
    <Empty title={t("list.entries.noneYet")}>
      <p>{t("list.entries.noneYet.hint")}</p>
      <More pages={pages} />
    </Empty>
  );
}
