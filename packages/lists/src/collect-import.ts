import { hash } from "node:crypto";
import type { Entry } from "@redflag/domain/entry";
import { formatSubject, subjectKey } from "@redflag/domain/entry-subject";
import { BadRows } from "./bad-rows.ts";
import type { EntryDefaults } from "./entry-row.ts";
import type { ImportAccount } from "./import-account.ts";
import type { ByteSource, Importer } from "./importer.ts";
import { unreadable } from "./utf8-text.ts";

/** More rows that nobody can read than this, and it is the file that is refused: it is in another format. */
const REFUSALS_MAX = 10_000;

export interface CollectedImport {
  entries: Entry[];
  account: ImportAccount;
}

/**
 * Reads a list to its end. All of it or nothing: a row may be refused, and is then in the account, but a file that breaks
 * off, contradicts itself or has no entry gives none.
 * @throws Problem `list_unreadable`, or `list_row_invalid` naming the rows of an own list that are bad, and rows that disagree
 */
export async function collectImport(
  importer: Importer,
  parts: readonly ByteSource[],
  defaults: EntryDefaults,
): Promise<CollectedImport> {
  const entries: Entry[] = [];
  const account: ImportAccount = {
    importer: importer.id,
    rows: 0,
    repeated: 0,
    repairs: {},
    foreign: {},
    refusals: [],
  };
  const bad = new BadRows("list_row_invalid");
  const designations = new Designations();

  for await (const row of importer.read(parts, defaults)) {
    account.rows++;
    if (row.kind === "foreign") countOne(account.foreign, row.format);
    else if (row.kind === "refused") {
      if (importer.rowsBelongTo === "us") bad.add(row.place, row.reason);
      else account.refusals.push({ place: row.place, reason: row.reason, text: row.text });
      if (account.refusals.length > REFUSALS_MAX) {
        throw unreadable(
          `more than ${REFUSALS_MAX} rows cannot be read, as ${row.place}: ${row.reason}; is it in another format?`,
        );
      }
    } else {
      for (const repair of row.repairs) countOne(account.repairs, repair);
      const known = designations.add(row.entry, row.place);
      if (known === "new") entries.push(row.entry);
      else if (known === "repeated") account.repeated++;
      else bad.add(row.place, known.disagrees);
    }
  }
  bad.throwIfAny();
  if (entries.length === 0) {
    const others =
      account.rows === 0 ? "" : `; of its ${account.rows} rows none is of a chain that is screened and can be read`;
    throw unreadable(`there is no entry in it${others}`);
  }
  return { entries, account };
}

function countOne(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}

interface Designation {
  content: string;
  place: string;
  validFrom: number;
  validTo: number;
}

/**
 * The designations of a file, by subject and by who designated it under what. Two that hold at one time say the same, or
 * one of them is wrong, and nobody here can know which.
 */
class Designations {
  readonly #byKey = new Map<string, Designation[]>();

  add(entry: Entry, place: string): "new" | "repeated" | { disagrees: string } {
    const { authority, programme, reference, entity } = entry;
    const key = [subjectKey(entry), authority, programme, reference, entity].join("\n");
    const { validFrom = Number.NEGATIVE_INFINITY, validTo = Number.POSITIVE_INFINITY } = entry;
    const designation = { content: contentOf(entry), place, validFrom, validTo };
    const others = this.#byKey.get(key);
    if (others === undefined) {
      this.#byKey.set(key, [designation]);
      return "new";
    }
    if (others.some(({ content }) => content === designation.content)) return "repeated";
    const other = others.find((known) => known.validFrom < validTo && validFrom < known.validTo);
    if (other !== undefined) {
      return { disagrees: `says of ${formatSubject(entry)} something else than ${other.place} does` };
    }
    others.push(designation);
    return "new";
  }
}

/** Without its document: two that differ in nothing else are one designation, told twice. */
function contentOf({ documentUrl: _, ...entry }: Entry): string {
  return hash("sha256", JSON.stringify(entry), "base64");
}
