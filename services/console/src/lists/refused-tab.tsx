import type { RefusedRow } from "@redflag/contract/http/routes/list-entries";
import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { English } from "../show/english.tsx";
import { type Column, RowTable } from "../show/row-table.tsx";
import { Empty } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import styles from "./watchlists.module.css";

/** Rows of the file that could not be read: somebody is perhaps not listed who should be. */
export function RefusedTab({ list }: { list: string }) {
  const t = useText();
  const { data, ...pages } = useInfiniteQuery({
    queryKey: ["watchlists", list, "refused"],
    queryFn: async ({ pageParam: cursor }) =>
      (await api.listRefusedRows({ params: { id: list }, query: cursor === undefined ? {} : { cursor } })).body,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const counted = data?.pages[0]?.import;
  const rows = data?.pages.flatMap(({ items }) => items);
  const columns: readonly Column<RefusedRow>[] = [
    { head: t("list.refused.place"), cell: ({ place }) => <bdi className="mono">{place}</bdi> },
    {
      head: t("list.refused.reason"),
      cell: ({ reason }) => (
        <English>
          <bdi>{reason}</bdi>
        </English>
      ),
      className: styles.words ?? "",
    },
    { head: t("list.refused.text"), cell: ({ text }) => <bdi className="mono">{text === "" ? "–" : text}</bdi> },
  ];
  const empty =
    counted === undefined ? (
      <Empty title={t("list.refused.uncounted")}>{t("list.refused.uncounted.hint")}</Empty>
    ) : (
      <Empty title={t("list.refused.none")}>{t("list.refused.none.hint")}</Empty>
    );
  return (
    <>
      {counted !== undefined && <Account counted={counted} />}
      <section className={rows?.length ? "panel" : ""} aria-label={t("list.one.tab.refused")}>
        <RowTable
          label={t("list.one.tab.refused")}
          columns={columns}
          rows={rows}
          keyOf={({ place, reason, text }) => `${place} ${reason} ${text}`}
          pages={pages}
          empty={empty}
        />
      </section>
    </>
  );
}

type Counted = NonNullable<Awaited<ReturnType<typeof api.listRefusedRows>>["body"]["import"]>;

/** What became of every row. */
function Account({ counted: { version, format, rows, repeated, repaired, foreign, refused } }: { counted: Counted }) {
  const t = useText();
  const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, one) => all + one, 0);
  const elsewhere = sum(foreign);
  return (
    <p>
      {t("list.refused.rows", { rows, version, format })}{" "}
      <span className="muted">
        {t("list.refused.became", {
          entries: rows - repeated - elsewhere - refused,
          ...{ repeated, refused, foreign: elsewhere, repaired: sum(repaired) },
        })}
      </span>
    </p>
  );
}
