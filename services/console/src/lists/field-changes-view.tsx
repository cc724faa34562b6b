import type { ListEntry } from "@redflag/contract/http/list-entry";
import { Fragment } from "react";
import { SeverityMark } from "../show/severity.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { type EntryField, fieldChanges } from "./field-changes.ts";
import styles from "./watchlists.module.css";

/** The fields that an entry says otherwise in its new form, old and new side by side. */
export function FieldChanges({ before, after }: { before: ListEntry; after: ListEntry }) {
  const t = useText();
  return (
    <dl className={styles.changes}>
      {fieldChanges(before, after).map(({ field }) => (
        <Fragment key={field}>
          <dt>{t(`list.diff.field.${field}`)}</dt>
          <dd className={styles.old}>
            <Value entry={before} field={field} />
          </dd>
          <dd>
            <Value entry={after} field={field} />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Value({ entry, field }: { entry: ListEntry; field: EntryField }) {
  const t = useText();
  switch (field) {
    case "category":
      return t(`show.category.${entry.category}`);
    case "severity":
      return <SeverityMark severity={entry.severity} />;
    case "confidence":
      return t("list.entries.confidence", { percent: entry.confidence });
    case "validFrom":
    case "validTo": {
      const at = entry[field];
      return at === undefined ? "–" : <Time at={at} />;
    }
    case "jurisdictions":
      return <span className="ltr">{entry.jurisdictions?.join(", ") ?? "–"}</span>;
    default:
      return <bdi>{entry[field] ?? "–"}</bdi>;
  }
}
