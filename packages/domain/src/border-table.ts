/** What somebody has published, or we assume, of a jurisdiction or of money between two. Configured, never computed. */
export type BorderNote = {
  source: string;
  /** The day on which the source said so: YYYY-MM-DD. A later word of the source is a later version's. */
  date: string;
  note?: string;
} & (
  | { kind: "higher_risk" /** ISO 3166-1 alpha-2 */; jurisdiction: string }
  | { kind: "corridor" /** ISO 3166-1 alpha-2, where money comes from and goes to. */; from: string; to: string }
);

/** A note as a version of a list holds it. */
export type ListedBorderNote = BorderNote & { list: string; listVersion: number };

/** The notes of the versions that hold: what the rules look up. */
export interface BorderTable {
  /** By list. */
  higherRisk(jurisdiction: string): readonly ListedBorderNote[];
  corridor(from: string, to: string): readonly ListedBorderNote[];
}

/** What two notes of one list may not share: who or what they are about. */
export function borderNoteKey(note: BorderNote): string {
  return note.kind === "higher_risk" ? `higher_risk ${note.jurisdiction}` : `corridor ${note.from} ${note.to}`;
}

/** @param notes in any order */
export function buildBorderTable(notes: Iterable<ListedBorderNote>): BorderTable {
  const ordered = [...notes].sort((a, b) => (a.list < b.list ? -1 : a.list > b.list ? 1 : 0));
  const byKey = Map.groupBy(ordered, borderNoteKey);
  return {
    higherRisk: (jurisdiction) => byKey.get(`higher_risk ${jurisdiction}`) ?? NONE,
    corridor: (from, to) => byKey.get(`corridor ${from} ${to}`) ?? NONE,
  };
}

const NONE: readonly ListedBorderNote[] = [];
