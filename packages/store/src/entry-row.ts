import assert from "node:assert";
import type { AddressFamily } from "@redflag/domain/address-family";
import type { Entry, Listed, ListedEntry } from "@redflag/domain/entry";
import { type EntrySubject, isAccount } from "@redflag/domain/entry-subject";
import type { Hash } from "@redflag/domain/hex";
import { type Selectable, sql } from "kysely";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { EntryWords, ListEntryTable } from "./schema-lists.ts";
import { byteaArray, numberArray, textArray } from "./sql-array.ts";
import { secondsOf } from "./time.ts";

/** Rows of one statement: keeps its text at a few megabytes. */
const ROWS_PER_INSERT = 20_000;

/** Whom a row of `list_entry` is about. */
export function subjectOfRow(
  row: Pick<Selectable<ListEntryTable>, "family" | "address" | "venue" | "account">,
): EntrySubject {
  const { venue, account } = row;
  return venue !== null && account !== null ? { venue, account } : addressOfRow(row);
}

type AddressRow = Pick<Selectable<ListEntryTable>, "family" | "address">;

function addressOfRow({ family, address }: AddressRow): Pick<ListedEntry, "address" | "family"> {
  assert(family !== null && address !== null, "an entry is about an address or an account, and no account is screened");
  return { address: hexOf(address), family: family as AddressFamily };
}

/** A row of an address as the version `listVersion` of its list shows it: what screening reads. */
export function listedEntryOf(row: Selectable<EntryWords> & AddressRow, listVersion: number): ListedEntry {
  return { ...wordsOf(row, listVersion), ...addressOfRow(row) };
}

/** A row as the version `listVersion` of its list shows it. */
export function listedOf(row: Selectable<ListEntryTable>, listVersion: number): Listed {
  return { ...wordsOf(row, listVersion), ...subjectOfRow(row) };
}

type Words = Omit<Listed, keyof EntrySubject>;

/** Without a spread for each that may be absent: a list may have millions. */
function wordsOf(row: Selectable<EntryWords>, listVersion: number): Words {
  const words: Words = {
    list: row.list_id,
    listVersion,
    entryId: hexOf(row.entry_id),
    category: row.category as Entry["category"],
    severity: row.severity as Entry["severity"],
    authority: row.authority,
    confidence: row.confidence,
    sharing: row.sharing as Entry["sharing"],
  };
  if (row.programme !== null) words.programme = row.programme;
  if (row.reference !== null) words.reference = row.reference;
  if (row.document_url !== null) words.documentUrl = row.document_url;
  if (row.entity !== null) words.entity = row.entity;
  if (row.jurisdictions.length > 0) words.jurisdictions = row.jurisdictions;
  if (row.valid_from !== null) words.validFrom = secondsOf(row.valid_from);
  if (row.valid_to !== null) words.validTo = secondsOf(row.valid_to);
  return words;
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
      document_url, entity, jurisdictions, sharing, confidence, valid_from, valid_to, venue, account
    )
    select
      ${listId}, ${firstSeq}::integer, entry_id, address, family, category, severity, authority, programme, reference,
      document_url, entity, string_to_array(jurisdictions, ';'), sharing, confidence, to_timestamp(valid_from),
      to_timestamp(valid_to), venue, account
    from unnest(
      ${byteaArray(entries.map(([id]) => id))}::bytea[],
      ${byteaArray(entries.map(([, entry]) => (isAccount(entry) ? undefined : entry.address)))}::bytea[],
      ${text((entry) => (isAccount(entry) ? undefined : entry.family))},
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
      ${number((entry) => entry.validTo)},
      ${text((entry) => (isAccount(entry) ? entry.venue : undefined))},
      ${text((entry) => (isAccount(entry) ? entry.account : undefined))}
    ) as given (
      entry_id, address, family, category, severity, authority, programme, reference, document_url, entity,
      jurisdictions, sharing, confidence, valid_from, valid_to, venue, account
    )`.execute(tx);
}
