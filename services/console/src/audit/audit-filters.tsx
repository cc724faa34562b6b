import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { CheckBox } from "../show/check-box.tsx";
import { useText } from "../words/words.tsx";
import styles from "./audit.module.css";
import { type AuditSearch, readAuditSearch } from "./audit-search.ts";

const route = getRouteApi("/audit");
const WORDS = ["actor", "action", "subject"] as const;
const DAYS = ["since", "until"] as const;

/** What is asked for stands in the URL; the form begins anew where the URL says something else. */
export function AuditFilters() {
  const search = route.useSearch();
  return <Filters key={JSON.stringify(search)} search={search} />;
}

function Filters({ search }: { search: AuditSearch }) {
  const t = useText();
  const navigate = useNavigate();
  const [asked, setAsked] = useState(search);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: "/audit", search: readAuditSearch({ ...asked }) });
  };
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <search>
      <form className={styles.filters} onSubmit={submit}>
        {WORDS.map((name) => (
          <TextField
            key={name}
            className="field"
            value={asked[name] ?? ""}
            onChange={(value) => setAsked({ ...asked, [name]: value })}
          >
            <Label>{t(`audit.filter.${name}`)}</Label>
            <Input className="input" dir="auto" placeholder={t(`audit.filter.${name}.hint`)} />
          </TextField>
        ))}
        {DAYS.map((name) => (
          <TextField
            key={name}
            className="field"
            type="date"
            value={asked[name] ?? ""}
            onChange={(value) => setAsked({ ...asked, [name]: value })}
          >
            <Label>{t(`audit.filter.${name}`)}</Label>
            <Input className="input" />
          </TextField>
        ))}
        <div className={styles.go}>
          <CheckBox
            isSelected={search.deeds === true}
            onChange={(deeds) => void navigate({ to: "/audit", search: readAuditSearch({ ...asked, deeds }) })}
          >
            {t("audit.filter.deeds")}
          </CheckBox>
        </div>
        <div className={`${styles.acts} ${styles.go}`}>
          <Button type="submit">{t("audit.filter.go")}</Button>
          {isFiltered && (
            <Button kind="quiet" onPress={() => void navigate({ to: "/audit", search: {} })}>
              {t("audit.filter.clear")}
            </Button>
          )}
        </div>
      </form>
    </search>
  );
}
