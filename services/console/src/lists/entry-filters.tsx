import { SHARINGS } from "@redflag/domain/entry";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { Input, Label, SearchField } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { Choice } from "../show/choice.tsx";
import { useText } from "../words/words.tsx";
import { CATEGORIES, type ListSearch, STATES } from "./list-search.ts";
import styles from "./watchlists.module.css";

const route = getRouteApi("/watchlists/$id");
const ANY = "any";

/** What is looked for among the entries; the URL says it. */
export function EntryFilters() {
  const t = useText();
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  // What was typed counts until the URL says something else.
  const [typed, setTyped] = useState({ under: search.q, text: search.q ?? "" });
  const text = typed.under === search.q ? typed.text : (search.q ?? "");
  const narrow = (change: { [Name in keyof ListSearch]?: ListSearch[Name] | undefined }) =>
    void navigate({ to: "/watchlists/$id", params: { id }, search: { ...search, ...change } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    narrow({ q: text.trim() === "" ? undefined : text.trim() });
  };
  const any = { id: ANY, name: t("list.entries.any") } as const;
  const chosen = <T extends string>(value: T | typeof ANY) => (value === ANY ? undefined : value);
  return (
    <search>
      <form className={styles.filters} onSubmit={submit}>
        <SearchField
          className={`field ${styles.search}`}
          value={text}
          onChange={(next) => setTyped({ under: search.q, text: next })}
          onClear={() => narrow({ q: undefined })}
          maxLength={128}
        >
          <Label>{t("list.entries.search")}</Label>
          <Input className="input" dir="auto" placeholder={t("list.entries.search.hint")} />
        </SearchField>
        <Choice
          label={t("list.field.category")}
          value={search.category ?? ANY}
          options={[any, ...CATEGORIES.map((one) => ({ id: one, name: t(`show.category.${one}`) }))]}
          onChange={(category) => narrow({ category: chosen(category) })}
        />
        <Choice
          label={t("list.field.sharing")}
          value={search.sharing ?? ANY}
          options={[any, ...SHARINGS.map((one) => ({ id: one, name: one }))]}
          onChange={(sharing) => narrow({ sharing: chosen(sharing) })}
        />
        <Choice
          label={t("list.state")}
          value={search.state ?? ANY}
          options={[any, ...STATES.map((one) => ({ id: one, name: t(`list.entries.state.${one}`) }))]}
          onChange={(state) => narrow({ state: chosen(state) })}
        />
        <Button type="submit">{t("list.entries.find")}</Button>
      </form>
    </search>
  );
}
