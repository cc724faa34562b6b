import type { ListEntry } from "@redflag/contract/http/list-entry";
import { Fragment } from "react";
import { useText } from "../words/words.tsx";
import { changedFields } from "./changed-fields.ts";
import { EntryFact } from "./entry-fact.tsx";
import styles from "./watchlists.module.css";

/** The fields that an entry says otherwise in its new form, old and new side by side. */
export function FieldChanges({ before, after }: { before: ListEntry; after: ListEntry }) {
  const t = useText();
  return (
    <dl className={styles.changes}>
      {[...changedFields(before, after)].map((field) => (
        <Fragment key={field}>
          <dt>{t(`list.field.${field}`)}</dt>
          <dd className={styles.old}>
            <EntryFact entry={before} field={field} />
          </dd>
          <dd>
            <EntryFact entry={after} field={field} />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
