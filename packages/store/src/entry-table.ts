import assert from "node:assert";
import type { ListedEntry } from "@redflag/domain/entry";
import type { EntryTable } from "@redflag/domain/watchlist-matcher";
import { type RawBuilder, sql } from "kysely";
import type { Executor } from "./database.ts";
import { listedEntryOf } from "./entry-row.ts";
import { dateOf } from "./time.ts";

type Versions = Readonly<Record<string, number>>;

/** Entries read at once. Ours [E]. */
const PAGE_ENTRIES = 20_000;
const ID_BYTES = 32;
const ADDRESS_BYTES = 20;
const PLACE_BYTES = ID_BYTES + ADDRESS_BYTES;

/** Entries that say the same, and the ids and addresses of which they say it, one behind the other. */
interface WordsRow {
  words: string;
  places: Buffer;
}

/** What entries of one version of a list say, as JSON, which is read when one of them is asked for. */
interface Words {
  list: string;
  listVersion: number;
  text: string;
}

/**
 * The addresses of the given versions as screening holds them: places as bytes, what is said of them once for all of whom it is
 * said. An object for each entry of a million took 6.7 CPU seconds at every start of a process, and 580 MB at the peak; nearly none is looked at.
 */
export async function readEntryTable(db: Executor, versions: Versions): Promise<EntryTable> {
  const table = new ReadEntries();
  for (const list of Object.keys(versions).sort()) {
    const listVersion = versions[list] ?? 0;
    const known = new Map<string, number>();
    // At one version an entry has one row, so its id is a place to go on from.
    for (let after: Buffer | undefined; ; ) {
      const rows = await listPage(db, list, listVersion, after);
      let count = 0;
      for (const { words: text, places } of rows) {
        const words = known.get(text) ?? table.addWords({ list, listVersion, text });
        known.set(text, words);
        table.add(words, places);
        count += places.length / PLACE_BYTES;
      }
      if (count < PAGE_ENTRIES) break;
      after = lastId(rows);
    }
  }
  return table.close();
}

const WORDS = sql`category, severity, authority, programme, reference, document_url, confidence, sharing, entity, jurisdictions`;

async function listPage(db: Executor, list: string, seq: number, after: Buffer | undefined): Promise<WordsRow[]> {
  const beyond: RawBuilder<unknown> = after === undefined ? sql`` : sql`and entry_id > ${after}`;
  const { rows } = await sql<WordsRow>`
    select string_agg(entry_id || address, '') as places,
      json_build_array(family, extract(epoch from valid_from)::bigint, extract(epoch from valid_to)::bigint, ${WORDS})::text
        as words
    from (
      select * from list_entry
      where list_id = ${list} and address is not null and first_seq <= ${seq}
        and (ended_seq is null or ended_seq > ${seq}) ${beyond}
      order by entry_id limit ${PAGE_ENTRIES}
    ) as page
    group by family, valid_from, valid_to, ${WORDS}
  `.execute(db);
  return rows;
}

function lastId(rows: readonly WordsRow[]): Buffer {
  let last: Buffer = Buffer.alloc(0);
  for (const { places } of rows) {
    for (let at = 0; at < places.length; at += PLACE_BYTES) {
      if (places.compare(last, 0, last.length, at, at + ID_BYTES) > 0) last = places.subarray(at, at + ID_BYTES);
    }
  }
  return last;
}

class ReadEntries {
  readonly #words: Words[] = [];
  readonly #places: Buffer[] = [];
  /** Of each of the places, by its number in `#words`. */
  readonly #wordsOf: number[] = [];

  /** @returns its number */
  addWords(words: Words): number {
    return this.#words.push(words) - 1;
  }

  add(words: number, places: Buffer): void {
    this.#places.push(places);
    this.#wordsOf.push(words);
  }

  close(): EntryTable {
    const size = this.#places.reduce((sum, { length }) => sum + length / PLACE_BYTES, 0);
    const [ids, addresses] = [Buffer.alloc(size * ID_BYTES), Buffer.alloc(size * ADDRESS_BYTES)];
    const [words, wordsOf] = [this.#words, new Uint32Array(size)];
    let index = 0;
    for (const [part, places] of this.#places.entries()) {
      for (let at = 0; at < places.length; at += PLACE_BYTES, index++) {
        places.copy(ids, index * ID_BYTES, at, at + ID_BYTES);
        places.copy(addresses, index * ADDRESS_BYTES, at + ID_BYTES, at + PLACE_BYTES);
        wordsOf[index] = this.#wordsOf[part] as number;
      }
    }
    /** Those that were asked for: services are, for each payment. */
    const read = new Map<number, ListedEntry>();
    return {
      size,
      addresses,
      entryAt(at) {
        const known = read.get(at);
        if (known !== undefined) return known;
        const said = words[wordsOf[at] as number];
        assert(said !== undefined, "an entry says something");
        const entryId = ids.subarray(at * ID_BYTES, (at + 1) * ID_BYTES);
        const entry = entryOf(said, entryId, addresses.subarray(at * ADDRESS_BYTES, (at + 1) * ADDRESS_BYTES));
        read.set(at, entry);
        return entry;
      },
    };
  }
}

type WordsText = [
  family: string,
  validFrom: number | null,
  validTo: number | null,
  category: string,
  severity: string,
  authority: string,
  programme: string | null,
  reference: string | null,
  documentUrl: string | null,
  confidence: number,
  sharing: string,
  entity: string | null,
  jurisdictions: string[],
];

function entryOf({ list, listVersion, text }: Words, entryId: Buffer, address: Buffer): ListedEntry {
  const [family, validFrom, validTo, category, severity, authority, programme, reference, ...rest] = JSON.parse(
    text,
  ) as WordsText;
  const [documentUrl, confidence, sharing, entity, jurisdictions] = rest;
  const row = {
    ...{ list_id: list, entry_id: entryId, family, address, category, severity, authority, programme, reference },
    ...{ document_url: documentUrl, confidence, sharing, entity, jurisdictions },
    valid_from: validFrom === null ? null : dateOf(validFrom),
    valid_to: validTo === null ? null : dateOf(validTo),
  };
  return listedEntryOf(row, listVersion);
}
