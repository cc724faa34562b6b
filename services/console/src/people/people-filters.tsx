import { ROLES, type Role } from "@redflag/domain/role";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { Input, Label, SearchField } from "react-aria-components";
import { Choice } from "../show/choice.tsx";
import { useText } from "../words/words.tsx";
import styles from "./people.module.css";
import { type PeopleSearch, USER_STATES, type UserState } from "./people-search.ts";

const route = getRouteApi("/people");
const ALL = "all";

/** What is asked for stands in the URL. */
export function PeopleFilters() {
  const t = useText();
  const navigate = useNavigate();
  const search = route.useSearch();
  const [words, setWords] = useState(search.words ?? "");
  const narrow = (change: PeopleSearch) => void navigate({ to: "/people", search: { ...search, ...change } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    narrow({ words: words.trim() || undefined });
  };
  return (
    <search>
      <form className={styles.filters} onSubmit={submit}>
        <SearchField
          className={`field ${styles.words}`}
          value={words}
          onChange={setWords}
          onClear={() => narrow({ words: undefined })}
          onSubmit={(text) => narrow({ words: text.trim() || undefined })}
        >
          <Label>{t("people.words")}</Label>
          <Input className="input" dir="auto" />
        </SearchField>
        <Choice<Role | typeof ALL>
          label={t("people.role")}
          value={search.role ?? ALL}
          onChange={(role) => narrow({ role: role === ALL ? undefined : role })}
          options={[{ id: ALL, name: t("people.all") }, ...ROLES.map((id) => ({ id, name: t(`shell.role.${id}`) }))]}
        />
        <Choice<UserState | typeof ALL>
          label={t("people.state")}
          value={search.state ?? ALL}
          onChange={(state) => narrow({ state: state === ALL ? undefined : state })}
          options={[
            { id: ALL, name: t("people.all") },
            ...USER_STATES.map((id) => ({ id, name: t(`people.state.${id}`) })),
          ]}
        />
      </form>
    </search>
  );
}
