import type { ListEntry } from "@redflag/contract/http/list-entry";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { CheckBox } from "../show/check-box.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { EntryFacts } from "./entry-facts.tsx";
import styles from "./proposals.module.css";
import { SubjectName } from "./subject-name.tsx";

const ACCOUNT = /^(\S+)\s+(.+)$/;
const NOTHING: ReadonlySet<never> = new Set();

interface Props {
  list: string;
  chosen: readonly ListEntry[];
  onChoose: (chosen: readonly ListEntry[]) => void;
}

/** What the list has of an address or an account now, to choose from; what was chosen stays while others are looked for. */
export function EntriesOfList({ list, chosen, onChoose }: Props) {
  const t = useText();
  const [asked, setAsked] = useState("");
  const find = useMutation({ mutationFn: (text: string) => findLive(list, text) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (asked.trim() !== "") find.mutate(asked.trim());
  };
  const ids = new Set(chosen.map(({ id }) => id));
  const found = find.data ?? [];
  const shown = [...chosen, ...found.filter(({ id }) => !ids.has(id))];
  return (
    <div className={styles.stack}>
      <form className={styles.acts} onSubmit={submit}>
        <TextField className={`field ${styles.search}`} value={asked} onChange={setAsked} autoComplete="off">
          <Label>{t("list.propose.find")}</Label>
          <Input className="input mono ltr" spellCheck="false" />
        </TextField>
        <Button type="submit" isPending={find.isPending}>
          {t("list.propose.find.do")}
        </Button>
      </form>
      {find.error !== null && <FailureLine error={find.error} />}
      {find.data?.length === 0 && <p role="status">{t("list.propose.find.none", { list })}</p>}
      {shown.length > 0 && (
        <ul className={styles.choosable}>
          {shown.map((entry) => (
            <li key={entry.id}>
              <CheckBox
                isSelected={ids.has(entry.id)}
                label={t("list.propose.find.choose", { name: entry.address ?? `${entry.account} ${entry.venue}` })}
                onChange={(isChosen) =>
                  onChoose(isChosen ? [...chosen, entry] : chosen.filter(({ id }) => id !== entry.id))
                }
              />
              <div>
                <SubjectName subject={entry} whole />
                <EntryFacts entry={entry} changed={NOTHING} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** By an address in any form, or by `account venue`. */
async function findLive(list: string, text: string): Promise<ListEntry[]> {
  const [, account = "", venue] = ACCOUNT.exec(text) ?? [];
  const { body } =
    venue === undefined
      ? await api.listListings({ params: { address: text } })
      : await api.listAccountListings({ params: { venue, account } });
  return body.items.filter((one) => one.list === list && one.endedVersion === undefined).map(({ entry }) => entry);
}
