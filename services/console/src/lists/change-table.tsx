import type { ListEntry, SubjectChange } from "@redflag/contract/http/list-entry";
import { useText } from "../words/words.tsx";
import { changedFields } from "./changed-fields.ts";
import { EntryFacts } from "./entry-facts.tsx";
import styles from "./proposals.module.css";
import { SubjectName } from "./subject-name.tsx";

/** Subject by subject, what a list said and what it would say: an edit has both of its sides in one line. */
export function ChangeTable({ changes }: { changes: readonly SubjectChange[] }) {
  const t = useText();
  if (changes.length === 0) return null;
  return (
    <div className="scroll">
      <table className={`data-table ${styles.changes}`} aria-label={t("list.propose.changes")}>
        <thead>
          <tr>
            <th scope="col">{t("list.propose.subject")}</th>
            <th scope="col">{t("list.propose.before")}</th>
            <th scope="col">{t("list.propose.after")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={`${change.family} ${change.address} ${change.venue} ${change.account}`}>
              <td>
                <SubjectName subject={change} whole />
              </td>
              <td>
                <Side entries={change.before} others={change.after} nothing={t("list.propose.notListed")} />
              </td>
              <td>
                <Side entries={change.after} others={change.before} nothing={t("list.propose.leaves")} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SideProps {
  entries: readonly ListEntry[];
  others: readonly ListEntry[];
  nothing: string;
}

function Side({ entries, others, nothing }: SideProps) {
  if (entries.length === 0) return <span className="muted">{nothing}</span>;
  // Of several, nobody can say which became which.
  const [other] = entries.length === 1 && others.length === 1 ? others : [];
  return entries.map((entry) => <EntryFacts key={entry.id} entry={entry} changed={changedFields(entry, other)} />);
}
