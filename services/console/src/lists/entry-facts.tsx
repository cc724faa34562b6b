import type { ListEntry } from "@redflag/contract/http/list-entry";
import type { ReactNode } from "react";
import { useIntl } from "react-intl";
import { SeverityMark } from "../show/severity.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import { ENTRY_FIELDS, type EntryField } from "./changed-fields.ts";
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
          <span className={styles.name}>{t(`list.propose.field.${field}`)} </span>
          {changed.has(field) ? (
            <mark>
              <Fact entry={entry} field={field} />
            </mark>
          ) : (
            <Fact entry={entry} field={field} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Fact({ entry, field }: { entry: ListEntry; field: EntryField }): ReactNode {
  const t = useText();
  const intl = useIntl();
  switch (field) {
    case "severity":
      return <SeverityMark severity={entry.severity} />;
    case "category":
      return t(`show.category.${entry.category}`);
    case "confidence":
      return intl.formatNumber(entry.confidence / 100, { style: "percent" });
    case "sharing":
      return <span className="ltr">{entry.sharing}</span>;
    case "jurisdictions":
      return entry.jurisdictions?.map((code) => intl.formatDisplayName(code, { type: "region" }) ?? code).join(", ");
    case "validFrom":
    case "validTo":
      return <Time at={entry[field] ?? ""} />;
    case "documentUrl":
      return <Document url={entry.documentUrl ?? ""} />;
    default:
      return <bdi>{entry[field]}</bdi>;
  }
}

/** A list's address is followed only where it is one of the web. */
function Document({ url }: { url: string }) {
  const t = useText();
  if (!/^https?:\/\//i.test(url)) return <bdi>{url}</bdi>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      <bdi>{url}</bdi>
      <span className="unseen">{t("list.propose.opens")}</span>
    </a>
  );
}
