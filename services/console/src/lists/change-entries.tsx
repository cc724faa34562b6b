import type { ListEntry } from "@redflag/contract/http/list-entry";
import type { NewChange } from "@redflag/contract/http/routes/list-proposals";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Panel } from "../show/panel.tsx";
import { RadioChoice, RadioChoices } from "../show/radio-choices.tsx";
import { Failure, Loading } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { ChangeFlow } from "./change-flow.tsx";
import { checkDraft, type DraftEntry, draftOf } from "./draft-entry.ts";
import { EntriesOfList } from "./entries-of-list.tsx";
import { EntryForm } from "./entry-form.tsx";
import styles from "./proposals.module.css";

interface Props {
  list: string;
  /** Ids that another page has chosen. */
  ids: readonly string[];
}

/** Entries that leave the list, or one that is to be there in other words. */
export function ChangeEntries({ list, ids }: Props) {
  const { data, error, refetch } = useQuery({
    queryKey: ["watchlists", list, "named", ids],
    queryFn: () => entriesById(list, ids),
    enabled: ids.length > 0,
    // What was chosen stays as it was seen.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (ids.length === 0) return <Known list={list} begun={[]} />;
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  return data === undefined ? <Loading /> : <Known list={list} begun={data} />;
}

/** An entry is told where its leaving is looked at. */
async function entriesById(list: string, ids: readonly string[]): Promise<ListEntry[]> {
  const { body } = await api.previewProposal({ params: { id: list }, body: { remove: [...ids] } });
  return body.changes.flatMap(({ before }) => before);
}

function Known({ list, begun }: { list: string; begun: readonly ListEntry[] }) {
  const t = useText();
  const [chosen, setChosen] = useState(begun);
  const [deed, setDeed] = useState<"remove" | "edit">("remove");
  const [draft, setDraft] = useState<DraftEntry>();
  const [only] = chosen.length === 1 ? chosen : [];
  const isEdit = deed === "edit" && only !== undefined;
  const edited = isEdit ? (draft?.key === only.id ? draft : draftOf(only)) : undefined;
  return (
    <>
      <Panel title={t("list.propose.entries")}>
        <div className={styles.stack}>
          <EntriesOfList list={list} chosen={chosen} onChoose={setChosen} />
          {chosen.length > 0 && (
            <RadioChoices
              aria-label={t("list.propose.deed")}
              value={isEdit ? "edit" : "remove"}
              onChange={(value) => setDeed(value === "edit" ? "edit" : "remove")}
            >
              <RadioChoice value="remove">{t("list.propose.deed.remove", { count: chosen.length })}</RadioChoice>
              {only !== undefined && <RadioChoice value="edit">{t("list.propose.deed.edit")}</RadioChoice>}
            </RadioChoices>
          )}
          {edited !== undefined && (
            <EntryForm
              title={t("list.propose.deed.edit")}
              draft={edited}
              faults={checkDraft(edited).faults}
              onChange={setDraft}
            />
          )}
        </div>
      </Panel>
      <ChangeFlow list={list} change={changeOf(chosen, edited)} incomplete={t("list.propose.incomplete.chosen")} />
    </>
  );
}

function changeOf(chosen: readonly ListEntry[], edited: DraftEntry | undefined): NewChange | undefined {
  if (chosen.length === 0) return undefined;
  const remove = chosen.map(({ id }) => id);
  if (edited === undefined) return { remove };
  const { entry } = checkDraft(edited);
  return entry && { remove, add: [entry] };
}
