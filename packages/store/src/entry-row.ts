import type { Entry, ListedEntry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { type Selectable, sql } from "kysely";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { SharedEntryTable } from "./schema-lists.ts";
import { byteaArray, numberArray, textArray } from "./sql-array.ts";
import { secondsOf } from "./time.ts";

/** Rows of one statement: keeps its text at a few megabytes. */
const ROWS_PER_INSERT = 20_000;

/** A row as the version `listVersion` of its list shows it. */
export function listedEntryOf(row: Selectable<SharedEntryTable>, listVersion: number): ListedEntry {
  return {
    list: row.list_id,
    listVersion,
    entryId: hexOf(row.entry_id),
    address: hexOf(row.address),
    family: row.family as Entry["family"],
    category: row.category as Entry["category"],
    severity: row.severity as Entry["severity"],
    authority: row.authority,
    confidence: row.confidence,
    sharing: row.sharing as Entry["sharing"],
    ...(row.programme !== null && { programme: row.programme }),
    ...(row.reference !== null && { reference: row.reference }),
    ...(row.document_url !== null && { documentUrl: row.document_url }),
    ...(row.entity !== null && { entity: row.entity }),
    ...(row.jurisdictions.length > 0 && { jurisdictions: row.jurisdictions }),
    ...(row.valid_from !== null && { validFrom: secondsOf(row.valid_from) }),
    ...(row.valid_to !== null && { validTo: secondsOf(row.valid_to) }),
  };
}

/** Entries that begin with version `firstSeq`, by their ids. */
export async function insertEntries(
  tx: Executor,
  listId: string,
  firstSeq: number,
  entries: ReadonlyArray<readonly [Hash, Entry]>,
): Promise<void> {
  for (let start = 0; start < entries.length; start += ROWS_PER_INSERT) {
    await insertPart(tx, listId, firstSeq, entries.slice(start, start + ROWS_PER_INSERT));
  }
}

async function insertPart(
  tx: Executor,
  listId: string,
  firstSeq: number,
  entries: ReadonlyArray<readonly [Hash, Entry]>,
): Promise<void> {
  const text = (field: (entry: Entry) => string | undefined) =>
    sql`${textArray(entries.map(([, entry]) => field(entry)))}::text[]`;
  const number = (field: (entry: Entry) => number | undefined) =>
    sql`${numberArray(entries.map(([, entry]) => field(entry)))}::bigint[]`;
  await sql`
    insert into list_entry (
      list_id, first_seq, entry_id, address, family, category, severity, authority, programme, reference,
      document_url, entity, jurisdictions, sharing, confidence, valid_from, valid_to
    )
    select
      ${listId}, ${firstSeq}::integer, entry_id, address, family, category, severity, authority, programme, reference,
      document_url, entity, string_to_array(jurisdictions, ';'), sharing, confidence, to_timestamp(valid_from),
      to_timestamp(valid_to)
    from unnest(
      ${byteaArray(entries.map(([id]) => id))}::bytea[],
      ${byteaArray(entries.map(([, entry]) => entry.address))}::bytea[],
      ${text((entry) => entry.family)},
      ${text((entry) => entry.category)},
      ${text((entry) => entry.severity)},
      ${text((entry) => entry.authority)},
      ${text((entry) => entry.programme)},
      ${text((entry) => entry.reference)},
      ${text((entry) => entry.documentUrl)},
      ${text((entry) => entry.entity)},
      ${text((entry) => entry.jurisdictions?.join(";") ?? "")},
      ${text((entry) => entry.sharing)},
      ${number((entry) => entry.confidence)},
      ${number((entry) => entry.validFrom)},
      ${number((entry) => entry.validTo)}
    ) as given (
      entry_id, address, family, category, severity, authority, programme, reference, document_url, entity,
      jurisdictions, sharing, confidence, valid_from, valid_to
    )`.execute(tx);
}
