import type { ListEntry, SubjectChange } from "@redflag/contract/http/list-entry";
import { Minus, Pencil, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { type Column, RowTable } from "../show/row-table.tsx";
import { useText } from "../words/words.tsx";
import { EntryKind, EntryOrder } from "./entry-words.tsx";
import { FieldChanges } from "./field-changes.tsx";
import { SubjectName } from "./subject-name.tsx";
import styles from "./watchlists.module.css";

interface Props {
  label: string;
  changes: readonly SubjectChange[] | undefined;
  pages: Parameters<typeof RowTable>[0]["pages"];
  empty: ReactNode;
}

/** Addresses and accounts of which two versions do not say the same: added, removed, or with what they now say otherwise. */
export function DiffTable({ label, changes, pages, empty }: Props) {
  const t = useText();
  const columns: readonly Column<SubjectChange>[] = [
    { head: t("list.entries.subject"), cell: (change) => <SubjectName subject={change} /> },
    { head: t("list.diff.what"), cell: (change) => <Kind change={change} /> },
    { head: t("list.diff.entry"), cell: (change) => <Sides change={change} /> },
  ];
  return (
    <RowTable
      label={label}
      columns={columns}
      rows={changes}
      keyOf={({ address, family, venue, account }) => `${family} ${address} ${venue} ${account}`}
      pages={pages}
      empty={empty}
    />
  );
}

const ICONS = { added: Plus, removed: Minus, changed: Pencil } as const;

function Kind({ change: { before, after } }: { change: SubjectChange }) {
  const t = useText();
  const kind = before.length === 0 ? "added" : after.length === 0 ? "removed" : "changed";
  const Icon = ICONS[kind];
  return (
    <span className={`${styles.health} ${styles[kind]}`}>
      <Icon size={14} aria-hidden />
      {t(`list.diff.kind.${kind}`)}
    </span>
  );
}

/** One entry on each side is one entry in another form; of several nobody can say which became which. */
function Sides({ change: { before, after } }: { change: SubjectChange }) {
  const [was, isNow] = [before[0], after[0]];
  if (was !== undefined && isNow !== undefined && before.length === 1 && after.length === 1) {
    return <FieldChanges before={was} after={isNow} />;
  }
  return (
    <ul>
      {before.map((entry) => (
        <Side key={entry.id} entry={entry} kind={after.length === 0 ? undefined : "removed"} />
      ))}
      {after.map((entry) => (
        <Side key={entry.id} entry={entry} kind={before.length === 0 ? undefined : "added"} />
      ))}
    </ul>
  );
}

/** @param kind where the other side has entries, too */
function Side({ entry, kind }: { entry: ListEntry; kind: "added" | "removed" | undefined }) {
  const t = useText();
  return (
    <li className={styles.side}>
      {kind !== undefined && <span className="muted">{t(`list.diff.kind.${kind}`)}</span>}
      <div>
        <EntryKind entry={entry} />
      </div>
      <EntryOrder entry={entry} />
    </li>
  );
}
