import type { ListEntry } from "@redflag/contract/http/list-entry";
import { useText } from "../words/words.tsx";
import { ENTRY_FIELDS, type EntryField } from "./changed-fields.ts";
import { EntryFact } from "./entry-fact.tsx";
import styles from "./proposals.module.css";

interface Props {
  entry: ListEntry;
  /** Which of its facts are other than on the other side. */
  changed: ReadonlySet<EntryField>;
}

/** All that an entry says besides whom it is about, each fact under its name. */
export function EntryFacts({ entry, changed }: Props) {
  const t = useText();
  return (
    <ul className={styles.facts}>
      {ENTRY_FIELDS.filter((field) => entry[field] !== undefined).map((field) => (
        <li key={field}>
          <span className={styles.name}>{t(`list.field.${field}`)} </span>
          {changed.has(field) ? (
            <mark>
              <EntryFact entry={entry} field={field} />
            </mark>
          ) : (
            <EntryFact entry={entry} field={field} />
          )}
        </li>
      ))}
    </ul>
  );
}
