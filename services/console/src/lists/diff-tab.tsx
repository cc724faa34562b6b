import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Minus, Pencil, Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Input, Label, NumberField } from "react-aria-components";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { Empty } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { DiffTable } from "./diff-table.tsx";
import styles from "./watchlists.module.css";

const route = getRouteApi("/watchlists/$id");

/** What two versions do not say the same of: counts first, then each address with both of its sides. */
export function DiffTab({ list, current }: { list: string; current: number }) {
  const t = useText();
  const { to = current, from = Math.max(0, to - 1) } = route.useSearch();
  const { data, ...pages } = useInfiniteQuery({
    queryKey: ["watchlists", list, "diff", from, to],
    queryFn: async ({ pageParam: cursor }) =>
      (await api.diffList({ params: { id: list }, query: { from, to, ...(cursor !== undefined && { cursor }) } })).body,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const counts = data?.pages[0]?.counts;
  const changes = data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <VersionPair key={`${from} ${to}`} from={from} to={to} current={current} />
      {counts !== undefined && changes?.length !== 0 && (
        <p className={styles.counts} role="status">
          <span className={`${styles.health} ${styles.added}`}>
            <Plus size={14} aria-hidden />
            {t("list.diff.added", { count: counts.added })}
          </span>
          <span className={`${styles.health} ${styles.removed}`}>
            <Minus size={14} aria-hidden />
            {t("list.diff.removed", { count: counts.removed })}
          </span>
          <span className={`${styles.health} ${styles.changed}`}>
            <Pencil size={14} aria-hidden />
            {t("list.diff.changed", { count: counts.changed })}
          </span>
        </p>
      )}
      <section className={changes?.length ? "panel" : ""} aria-label={t("list.one.tab.diff")}>
        <DiffTable
          label={t("list.one.tab.diff")}
          changes={changes}
          pages={pages}
          empty={<Empty title={t("list.diff.none")}>{t("list.diff.none.hint")}</Empty>}
        />
      </section>
    </>
  );
}

/** Which two. The URL says it, so that what one sees can be shown to somebody else. */
function VersionPair({ from, to, current }: { from: number; to: number; current: number }) {
  const t = useText();
  const { id } = route.useParams();
  const navigate = useNavigate();
  const [pair, setPair] = useState({ from, to });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: "/watchlists/$id", params: { id }, search: { tab: "diff", ...pair } });
  };
  return (
    <form className={styles.filters} onSubmit={submit}>
      {(["from", "to"] as const).map((side) => (
        <NumberField
          key={side}
          className={`field ${styles.versionField}`}
          value={pair[side]}
          onChange={(version) => setPair({ ...pair, [side]: version })}
          minValue={0}
          maxValue={current}
          isRequired
        >
          <Label>{t(`list.diff.${side}`)}</Label>
          <Input className="input" />
        </NumberField>
      ))}
      <Button type="submit">{t("list.diff.compare")}</Button>
    </form>
  );
}
