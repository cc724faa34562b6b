import type { Entry, Sharing } from "./entry.ts";
import { entryId } from "./entry-id.ts";
import type { Hash } from "./hex.ts";
import type { GateFailure } from "./list-gate.ts";

/** Of a file that is proposed as a list: about forty thousand rows. */
export const LIST_FILE_CHARS_MAX = 5_000_000;

/** What a person wants of a list. */
export const LIST_CHANGE_KINDS = ["add", "edit", "remove", "sharing", "accept_version", "import"] as const;

export type ListChange =
  | {
      kind: "add" | "edit" | "remove";
      add: readonly Entry[];
      /** Ids of the entries that go; of an edit, those that come in another form. */
      remove: readonly Hash[];
      /** Describes the list where the proposal begins one. */
      list?: { title: string; authority: string };
    }
  | {
      kind: "sharing";
      sharing: Sharing;
      /** Absent: every entry of the list, also those that an import brings later. */
      entryIds?: readonly Hash[];
    }
  | {
      kind: "accept_version";
      /** Id of the version that a gate held back. */
      held: string;
    }
  | FileChange;

/** That a file becomes the whole list. What comes and goes by it is kept in parts beside the proposal. */
export interface FileChange {
  kind: "import";
  /** Its own id: the parts are under it. */
  proposal: string;
  file: ImportedFile;
  /** The version that the file was held against; 0 where there is none. */
  base: number;
  /** Of the content that the list will have, as a version's. */
  digest: Hash;
  entryCount: number;
  addedCount: number;
  removedCount: number;
  /** Gates that stand against it: whoever decides sees that, too. */
  failures: readonly GateFailure[];
  /** Describes the list where the proposal begins one. */
  list?: { title: string; authority: string };
}

export interface ImportedFile {
  name: string;
  sha256: Hash;
  /** Without its header. */
  rowCount: number;
}

/** Entries by their ids. */
export type EntrySet = Map<Hash, Entry>;

/** The same designation, known to others; its id is another. */
export function withSharing(entry: Entry, sharing: Sharing): readonly [Hash, Entry] {
  const shared = { ...entry, sharing };
  return [entryId(shared), shared];
}

/**
 * Does to a publisher's file what people have decided of it before: an import by one person undoes nothing that two agreed
 * on. An edit, a removal or a mark holds for the row as it was; a row that the publisher has changed since is taken as it
 * is now.
 */
export function applyStanding(entries: EntrySet, changes: readonly ListChange[]): EntrySet {
  const result = new Map(entries);
  for (const change of changes) applyChange(result, change);
  return result;
}

/** @returns how many entries are there, gone or other because of it */
export function applyChange(entries: EntrySet, change: ListChange): number {
  switch (change.kind) {
    case "add":
      return putAll(entries, change.add);
    case "remove":
      return change.remove.filter((id) => entries.delete(id)).length;
    case "edit": {
      if (!change.remove.every((id) => entries.has(id))) return 0;
      for (const id of change.remove) entries.delete(id);
      return Math.max(change.remove.length, putAll(entries, change.add));
    }
    case "sharing":
      return shareAll(entries, change);
    // Both are a whole content once: nothing of it is left to do to the next file.
    case "accept_version":
    case "import":
      return 0;
  }
}

function putAll(entries: EntrySet, added: readonly Entry[]): number {
  const before = entries.size;
  for (const entry of added) entries.set(entryId(entry), entry);
  return entries.size - before;
}

function shareAll(
  entries: EntrySet,
  { sharing, entryIds }: Pick<Extract<ListChange, { kind: "sharing" }>, "sharing" | "entryIds">,
): number {
  let count = 0;
  for (const id of entryIds ?? [...entries.keys()]) {
    const entry = entries.get(id);
    if (entry === undefined || entry.sharing === sharing) continue;
    entries.delete(id);
    entries.set(...withSharing(entry, sharing));
    count++;
  }
  return count;
}
