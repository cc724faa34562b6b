import { isDeepStrictEqual } from "node:util";
import type { Address } from "@redflag/domain/address";
import type { Entry, Listed, ListedEntry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import type { GateFailure, ListGates } from "@redflag/domain/list-gate";
import type { VenueAccount } from "@redflag/domain/venue-account";
import type { Database, Executor } from "./database.ts";
import { listedOf } from "./entry-row.ts";
import { aboutSubject } from "./entry-subject.ts";
import { compareWithList, type StandingEffect } from "./list-comparison.ts";
import { DIGEST_KIND, versionDigest } from "./list-digest.ts";
import { clearHeldVersions, gateProblem, getListGates, holdVersion, judgeVersion } from "./list-gate.ts";
import { refuseFreezeList } from "./list-name.ts";
import { listNewestVersions } from "./newest-versions.ts";
import { secondsOf } from "./time.ts";
import { inTransaction } from "./transaction.ts";
import { insertVersion } from "./watchlist-version.ts";

export interface ListImport {
  list: {
    id: string;
    title: string;
    authority: string;
    url?: string;
    /** Replace those that the list has; absent: they stay as they are. */
    gates?: ListGates;
  };
  /** The whole list as it is now, in any order; the same entry twice counts once. */
  entries: readonly Entry[];
  /** Where it came from, for people: a file name, a publication and its date. */
  source: string;
  /** What became of every row of the file, kept with the version that came of it. */
  account?: { refusals?: readonly unknown[]; [figure: string]: unknown };
}

export interface ImportedVersion {
  /** The version that holds these entries: a new one, or the current one if nothing changed. */
  seq: number;
  added: number;
  removed: number;
  unchanged: number;
  isNew: boolean;
}

/** Fields of a list that are said anew, as they are now. */
export type ChangedWords = Partial<Omit<ListImport["list"], "id" | "url"> & { url: string | null }>;

/** All that an import did; of a dry run, what it would do. */
export interface ImportOutcome {
  /** Of the version that came. Where one was held back: the one that stays live, and by what the other differs from it. */
  version: ImportedVersion;
  /** Absent: no gate stood against it. */
  heldBack?: {
    failures: GateFailure[];
    /** It was held back before, and waits already. */
    isKnown: boolean;
  };
  standing: StandingEffect[];
  words: ChangedWords;
  added: ReadonlyArray<readonly [Hash, Entry]>;
  removed: readonly Hash[];
}

/**
 * Makes these entries the list's content, as a new version if they differ from the current one. What people decided of the
 * list before stands: see `applyStanding`. One transaction: who reads sees the version before or this one. Imports of one
 * list wait for each other.
 * @throws Problem `list_gate_failed`: the version before stays live, and what was held back is kept for an operator
 */
export async function importListVersion(db: Database, listImport: ListImport): Promise<ImportedVersion> {
  const { version, heldBack } = await inTransaction(db, (tx) => importListVersionWithin(tx, listImport));
  // Told only now: thrown inside, it would take back what is kept of it.
  if (heldBack !== undefined) throw gateProblem(listImport.list.id, heldBack.failures);
  return version;
}

/** The same as one part of a transaction, which has to commit also what is held back: a row says so. */
export async function importListVersionWithin(
  tx: Executor,
  { list, entries, source, account }: ListImport,
): Promise<ImportOutcome> {
  const words = await upsertListLocked(tx, list);
  const compared = await compareWithList(tx, list.id, entries);
  const { base, wanted, ids, standing, added, removed } = compared;
  const same = { seq: base, added: 0, removed: 0, unchanged: wanted.size, isNew: false };
  if (compared.isSame) {
    await clearHeldVersions(tx, list.id, "version");
    // The same entries may come of a file with other refusals; the last reading is what an operator has to look at.
    if (account !== undefined) await updateAccount(tx, list.id, base, account);
    return { version: same, standing, words, added, removed };
  }

  const counts = { added: added.length, removed: removed.length, unchanged: wanted.size - added.length };
  const difference = { listId: list.id, base, wanted, added, removed };
  const failures = await judgeVersion(tx, await getListGates(tx, list.id), difference);
  if (failures.length > 0) {
    const isNews = await holdVersion(tx, difference, { digest: versionDigest(DIGEST_KIND, ids), source, failures });
    const heldBack = { failures, isKnown: !isNews };
    return { version: { ...same, ...counts }, heldBack, standing, words, added, removed };
  }
  const seq = await insertVersion(tx, { ...difference, source });
  if (account !== undefined) await updateAccount(tx, list.id, seq, account);
  await clearHeldVersions(tx, list.id, "version");
  return { version: { seq, ...counts, isNew: true }, standing, words, added, removed };
}

/**
 * Holds the list's row, even where nothing changes: the next import of this list waits here.
 * @returns what is said of the list otherwise than before
 */
export async function upsertListLocked(
  tx: Executor,
  { id, title, authority, url, gates }: ListImport["list"],
): Promise<ChangedWords> {
  refuseFreezeList(id);
  const given = { title, authority, url: url ?? null, ...(gates && { gates }) };
  const before = await tx
    .selectFrom("list")
    .select(["title", "authority", "url", "gates"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  const words = { ...given, ...(gates && { gates: JSON.stringify(gates) }) };
  await tx
    .insertInto("list")
    .values({ id, ...words })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(words))
    .execute();
  const changed = Object.entries(given).filter(
    ([name, value]) => !isDeepStrictEqual(value, before?.[name as keyof typeof before] ?? NOTHING[name]),
  );
  return Object.fromEntries(changed);
}

/** What an absent list has of what may be absent. */
const NOTHING: Readonly<Record<string, unknown>> = { url: null, gates: {} };

async function updateAccount(tx: Executor, listId: string, seq: number, account: object): Promise<void> {
  const text = JSON.stringify(account);
  await tx
    .updateTable("list_version")
    .set({ account: text })
    .where("list_id", "=", listId)
    .where("seq", "=", seq)
    .execute();
}

/** What became of the rows of the file that the list was last read from, whatever people changed since; undefined where nobody counted. */
export async function findImportAccount(db: Executor, listId: string): Promise<unknown> {
  const row = await db
    .selectFrom("list_version")
    .select("account")
    .where("list_id", "=", listId)
    .where("proposal_id", "is", null)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.account ?? undefined;
}

export interface ListSummary {
  id: string;
  title: string;
  authority: string;
  url?: string;
  /** Of the current version. */
  seq: number;
  entryCount: number;
  source: string;
  /** Unix seconds. */
  importedAt: number;
}

/** An entry with its life: in every version from firstSeq up to, and without, endedSeq. */
export interface EntryLife<Entry extends Listed = Listed> {
  /** As the last version that holds it shows it. */
  entry: Entry;
  firstSeq: number;
  /** Absent while it is listed. */
  endedSeq?: number;
}

/** Current version of each list. Asked before every batch of a lane: one index read per list. */
export async function listListVersions(db: Executor): Promise<Record<string, number>> {
  return listNewestVersions(db, "list_version");
}

/** What a list is, also while it has no version. */
export async function findList(
  db: Executor,
  id: string,
): Promise<Pick<ListSummary, "id" | "title" | "authority" | "url"> | undefined> {
  const row = await db
    .selectFrom("list")
    .select(["id", "title", "authority", "url"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row && { id: row.id, title: row.title, authority: row.authority, ...(row.url !== null && { url: row.url }) };
}

/** Every list with its current version, by id. */
export async function listLists(db: Executor): Promise<ListSummary[]> {
  const rows = await db
    .selectFrom("list")
    .innerJoin("list_version as version", "version.list_id", "list.id")
    .select(["list.id", "list.title", "list.authority", "list.url"])
    .select(["version.seq", "version.entry_count", "version.source", "version.created_at"])
    .distinctOn("list.id")
    .orderBy("list.id")
    .orderBy("version.seq", "desc")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    authority: row.authority,
    ...(row.url !== null && { url: row.url }),
    seq: row.seq,
    entryCount: row.entry_count,
    source: row.source,
    importedAt: secondsOf(row.created_at),
  }));
}

const PAGE_ROWS = 10_000;

/** Entries of the given versions in a fixed order (list, entry id), a page at a time: a million need not be in memory. */
export async function* readListedAt(db: Executor, versions: Readonly<Record<string, number>>): AsyncGenerator<Listed> {
  for (const listId of Object.keys(versions).sort()) {
    const seq = versions[listId] ?? 0;
    // At one version an entry has one row, so its id is a place to go on from.
    for (let after: Buffer | undefined; ; ) {
      let query = db
        .selectFrom("list_entry")
        .selectAll()
        .where("list_id", "=", listId)
        .where("first_seq", "<=", seq)
        .where((eb) => eb.or([eb("ended_seq", "is", null), eb("ended_seq", ">", seq)]))
        .orderBy("entry_id")
        .limit(PAGE_ROWS);
      if (after !== undefined) query = query.where("entry_id", ">", after);
      const rows = await query.execute();
      for (const row of rows) yield listedOf(row, seq);
      if (rows.length < PAGE_ROWS) break;
      after = rows.at(-1)?.entry_id;
    }
  }
}

/** Everything any version of any list ever said of an address or an account: by list, then as it happened. */
export async function findEntriesOf(db: Executor, address: Address): Promise<EntryLife<ListedEntry>[]>;
export async function findEntriesOf(db: Executor, account: VenueAccount): Promise<EntryLife[]>;
export async function findEntriesOf(db: Executor, subject: Address | VenueAccount): Promise<EntryLife[]> {
  const rows = await db
    .selectFrom("list_entry")
    .selectAll()
    .where(aboutSubject(subject, "list_entry"))
    .orderBy("list_id")
    .orderBy("first_seq")
    .orderBy("entry_id")
    .execute();
  const current = rows.length === 0 ? {} : await listListVersions(db);
  return rows.map((row) => ({
    entry: listedOf(row, row.ended_seq === null ? (current[row.list_id] ?? row.first_seq) : row.ended_seq - 1),
    firstSeq: row.first_seq,
    ...(row.ended_seq !== null && { endedSeq: row.ended_seq }),
  }));
}
