import { formatAddress } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import type { ListPreview } from "@redflag/store/list-preview";
import { grouped } from "./count-text.ts";
import { designationText } from "./list-text.ts";

/** Entries of each side that are shown; how many more there are is said. */
export const SHOWN_ENTRIES_MAX = 20;

/** What would change, entry by entry: an edit is shown as both sides of one address. */
export function differenceText(id: string, { version, added, removed }: ListPreview): string {
  const { seq, isNew } = version;
  if (!isNew) return `${id}: nothing differs from version ${seq}`;
  const rows = [
    ...removed.map((entry) => ({ mark: "-", entry })),
    ...added.map((entry) => ({ mark: "+", entry })),
  ].sort((a, b) => (a.entry.address < b.entry.address ? -1 : Number(a.entry.address > b.entry.address)));
  const left = version.added + version.removed - rows.length;
  return [
    `${id}: ${countsText(version)}`,
    ...rows.map(({ mark, entry }) => `  ${mark} ${entryText(entry)}`),
    ...(left > 0 ? [`  and ${grouped(left)} more`] : []),
  ].join("\n");
}

export function countsText({ added, removed, unchanged }: ListPreview["version"]): string {
  return `${grouped(added)} added, ${grouped(removed)} removed, ${grouped(unchanged)} kept`;
}

function entryText(entry: Entry): string {
  return `${formatAddress(entry.address, entry.family)}  ${designationText(entry)}`;
}

/** For machines: addresses as their chains write them. */
export function entryJson(entry: Entry): Record<string, unknown> {
  return { ...entry, address: formatAddress(entry.address, entry.family) };
}
