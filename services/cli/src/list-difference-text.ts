import { formatAddress } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import { formatSubject, isAccount, subjectKey } from "@redflag/domain/entry-subject";
import { gateFailureText } from "@redflag/domain/list-gate";
import type { ListPreview } from "@redflag/store/list-preview";
import { countOf, grouped } from "./count-text.ts";
import { designationText } from "./list-text.ts";

/** Entries of each side that are shown; how many more there are is said. */
export const SHOWN_ENTRIES_MAX = 20;

/** What would change, entry by entry: an edit is shown as both sides of one subject. */
export function differenceText(id: string, preview: ListPreview): string {
  const { version, heldBack, added, removed } = preview;
  const isSame = !version.isNew && heldBack === undefined;
  const rows = [
    ...removed.map((entry) => ({ sign: "-" as const, entry, key: subjectKey(entry) })),
    ...added.map((entry) => ({ sign: "+" as const, entry, key: subjectKey(entry) })),
  ].sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  const left = version.added + version.removed - rows.length;
  return [
    isSame ? `${id}: nothing differs from version ${version.seq}` : `${id}: ${countsText(version)}`,
    ...rows.map(({ sign, entry }) => `  ${sign} ${formatSubject(entry)}  ${designationText(entry)}`),
    ...(left > 0 ? [`  and ${grouped(left)} more; --json names all of them`] : []),
    ...besidesTexts(preview).map((text) => `  ${text}`),
    `${id}: ${versionText(preview)}. Nothing was changed.`,
  ].join("\n");
}

/** Words about the list, decisions that stand against the file, and the gates that it does not pass. */
function besidesTexts({ version, words, standing, heldBack }: ListPreview): string[] {
  const isFirst = seqBefore(version) === 0;
  return [
    ...(Object.keys(words).length > 0 && !isFirst ? [`said anew of the list: ${Object.keys(words).join(", ")}`] : []),
    ...standing.map(
      ({ proposalId, kind, entryCount }) =>
        `what people decided stands: proposal ${proposalId} (${kind}) makes ${countOf(entryCount, "entry", "entries")} other than the file`,
    ),
    ...(heldBack?.failures ?? []).map((failure) => `a gate would hold it back: ${gateFailureText(failure)}`),
  ];
}

function versionText({ version, heldBack }: ListPreview): string {
  const before = seqBefore(version);
  if (heldBack !== undefined) return before === 0 ? "no version would be live" : `version ${before} would stay live`;
  if (!version.isNew) return "no new version would come";
  return before === 0 ? "it would be a new list" : `it would follow version ${before}`;
}

export function countsText({ added, removed, unchanged }: ListPreview["version"]): string {
  return `${grouped(added)} added, ${grouped(removed)} removed, ${grouped(unchanged)} kept`;
}

/** For machines: `seq` is the version that it is held against. */
export function differenceJson(id: string, preview: ListPreview): Record<string, unknown> {
  const { version, heldBack, standing, added, removed } = preview;
  const sides = { added: added.map(shownEntry), removed: removed.map(shownEntry) };
  return {
    id,
    dryRun: true,
    seq: seqBefore(version),
    isNew: version.isNew,
    ...sides,
    unchanged: version.unchanged,
    standing,
    ...(heldBack !== undefined && { heldBack: heldBack.failures }),
  };
}

function seqBefore({ seq, isNew }: ListPreview["version"]): number {
  return isNew ? seq - 1 : seq;
}

/** For machines: an address as its chain writes it. */
function shownEntry(entry: Entry): Record<string, unknown> {
  const { list: _, listVersion: __, entryId: ___, ...own } = entry as Entry & Record<string, unknown>;
  return isAccount(entry) ? own : { ...own, address: formatAddress(entry.address, entry.family) };
}
