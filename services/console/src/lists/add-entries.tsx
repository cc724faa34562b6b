import type { NewChange } from "@redflag/contract/http/routes/list-proposals";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../show/button.tsx";
import { Panel } from "../show/panel.tsx";
import { useText } from "../words/words.tsx";
import { ChangeFlow } from "./change-flow.tsx";
import { checkDraft, newDraft } from "./draft-entry.ts";
import { EntryForm } from "./entry-form.tsx";
import type { BegunList } from "./new-list-fields.tsx";
import styles from "./proposals.module.css";
import type { BegunEntry } from "./propose-search.ts";

/** More than these come as a file. */
const ENTRIES_MAX = 20;

interface Props {
  list: string;
  /** The list is not there yet: what it will be, or undefined while that is missing. */
  begins: { list: BegunList | undefined } | undefined;
  begun: readonly BegunEntry[];
}

export function AddEntries({ list, begins, begun }: Props) {
  const t = useText();
  const [drafts, setDrafts] = useState(() => (begun.length === 0 ? [newDraft()] : begun.map(newDraft)));
  const checked = drafts.map((draft) => ({ draft, ...checkDraft(draft) }));
  const add = checked.flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
  const isComplete = add.length === drafts.length && (begins === undefined || begins.list !== undefined);
  const change: NewChange | undefined = isComplete ? { add, ...(begins?.list && { list: begins.list }) } : undefined;
  return (
    <>
      <Panel title={t("list.propose.add")}>
        <div className={styles.stack}>
          {checked.map(({ draft, faults }, index) => (
            <EntryForm
              key={draft.key}
              title={t("list.propose.entry", { number: index + 1 })}
              draft={draft}
              faults={faults}
              onChange={(changed) => setDrafts(drafts.map((one) => (one.key === changed.key ? changed : one)))}
              onRemove={drafts.length === 1 ? undefined : () => setDrafts(drafts.filter((one) => one !== draft))}
            />
          ))}
          <div className={styles.acts}>
            <Button
              isDisabled={drafts.length >= Math.max(ENTRIES_MAX, begun.length)}
              onPress={() => setDrafts([...drafts, newDraft()])}
            >
              <Plus size={14} aria-hidden />
              {t("list.propose.add.another")}
            </Button>
            <p className="muted">{t("list.propose.add.hint", { count: ENTRIES_MAX })}</p>
          </div>
        </div>
      </Panel>
      <ChangeFlow list={list} change={change} incomplete={t("list.propose.incomplete.entries")} />
    </>
  );
}
