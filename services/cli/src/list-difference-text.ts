import { subjectKey } from "@redflag/domain/entry-subject";
import type { ListPreview } from "@redflag/store/list-preview";
import { grouped } from "./count-text.ts";
import { changeText, shownEntry } from "./list-difference.ts";

/** Entries of each side that are shown; how many more there are is said. */
export const SHOWN_ENTRIES_MAX = 20;

/** What would change, entry by entry: an edit is shown as both sides of one subject. */
export function differenceText(id: string, { version, added, removed }: ListPreview): string {
  const { seq, isNew } = version;
  if (!isNew) return `${id}: nothing differs from version ${seq}`;
  const rows = [
    ...removed.map((entry) => ({ sign: "-" as const, entry, key: subjectKey(entry) })),
    ...added.map((entry) => ({ sign: "+" as const, entry, key: subjectKey(entry) })),
  ].sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  const left = version.added + version.removed - rows.length;
  return [
    `${id}: ${countsText(version)}`,
    ...rows.map(({ sign, entry }) => `  ${changeText(sign, entry)}`),
    ...(left > 0 ? [`  and ${grouped(left)} more`] : []),
  ].join("\n");
}

export function countsText({ added, removed, unchanged }: ListPreview["version"]): string {
  return `${grouped(added)} added, ${grouped(removed)} removed, ${grouped(unchanged)} kept`;
}

/** For machines, as the dry run of an import prints it: `seq` is the version that it is held against. */
export function differenceJson(id: string, { version, added, removed }: ListPreview): Record<string, unknown> {
  const { seq, isNew, unchanged } = version;
  const sides = { added: added.map(shownEntry), removed: removed.map(shownEntry) };
  return { id, dryRun: true, seq: isNew ? seq - 1 : seq, ...sides, unchanged };
}
