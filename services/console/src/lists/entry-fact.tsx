import type { ListEntry } from "@redflag/contract/http/list-entry";
import type { ReactNode } from "react";
import { useIntl } from "react-intl";
import { SeverityMark } from "../show/severity.tsx";
import { Time } from "../show/time.tsx";
import { useText } from "../words/words.tsx";
import type { EntryField } from "./changed-fields.ts";
import { SecureLink } from "./secure-link.tsx";

/** What an entry says of one thing; a dash where it says nothing. */
export function EntryFact({ entry, field }: { entry: ListEntry; field: EntryField }): ReactNode {
  const t = useText();
  const intl = useIntl();
  const value = entry[field];
  if (value === undefined) return "–";
  switch (field) {
    case "severity":
      return <SeverityMark severity={entry.severity} />;
    case "category":
      return t(`show.category.${entry.category}`);
    case "confidence":
      return t("list.entries.confidence", { percent: entry.confidence });
    case "sharing":
      return <span className="ltr">{entry.sharing}</span>;
    case "jurisdictions":
      return entry.jurisdictions?.map((code) => intl.formatDisplayName(code, { type: "region" }) ?? code).join(", ");
    case "validFrom":
    case "validTo":
      return <Time at={String(value)} />;
    case "documentUrl":
      return <SecureLink href={String(value)} />;
    default:
      return <bdi>{value}</bdi>;
  }
}
