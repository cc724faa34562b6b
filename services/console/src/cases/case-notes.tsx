import type { Note } from "@redflag/contract/http/routes/case-material";
import { useState } from "react";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { Button } from "../show/button.tsx";
import { More } from "../show/more.tsx";
import { Panel } from "../show/panel.tsx";
import { Failure, Loading } from "../show/states.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import styles from "./cases.module.css";
import { WriteNote } from "./write-note.tsx";

interface Props {
  id: string;
  mayWrite: boolean;
}

/** What people wrote. No note is changed: a corrected one stays, and says so. */
export function CaseNotes({ id, mayWrite }: Props) {
  const t = useText();
  const { items, pages } = usePages(["case", id, "notes"], (query) => api.listCaseNotes({ params: { id }, query }));
  const [corrected, setCorrected] = useState<Note>();
  return (
    <Panel title={t("case.notes")} flush>
      {pages.error !== null && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {items === undefined && pages.error === null && <Loading rows={3} />}
      {items?.length === 0 && <p className={`muted ${styles.pad}`}>{t("case.notes.none")}</p>}
      <ol className={styles.notes}>
        {items?.map((note) => (
          <li key={note.id} className={note.replacedBy === undefined ? undefined : styles.replaced}>
            <p className={styles.by}>
              <bdi>{note.by.name}</bdi> <Time at={note.at} />
              {note.replaces !== undefined && <span>{t("case.note.correction")}</span>}
              {note.replacedBy !== undefined && <span>{t("case.note.replaced")}</span>}
              {mayWrite && note.replacedBy === undefined && (
                <Button kind="quiet" onPress={() => setCorrected(note)}>
                  {t("case.note.correct")}
                </Button>
              )}
            </p>
            <p className={styles.text} dir="auto">
              {note.text}
            </p>
          </li>
        ))}
      </ol>
      <More pages={pages} />
      {mayWrite && (
        <WriteNote key={corrected?.id ?? "new"} id={id} corrected={corrected} onDone={() => setCorrected(undefined)} />
      )}
    </Panel>
  );
}
