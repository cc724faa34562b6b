import { randomUUID } from "node:crypto";
import { entryId } from "@redflag/domain/entry-id";
import { formatSubject } from "@redflag/domain/entry-subject";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { listEntriesAt, sampleAccount, sampleEntry, somebody } from "./list.samples.ts";
import { DIGEST_KIND, versionDigest } from "./list-digest.ts";
import { listHeldVersions } from "./list-gate.ts";
import { previewListVersion } from "./list-preview.ts";
import { decideProposal, insertEmergency, insertProposal } from "./list-proposal.ts";
import { listListedAddresses } from "./listed-address.ts";
import { listBlocksOnLists } from "./listed-block.ts";
import { countNewEntries, listNewEntries } from "./lookback-entry.ts";
import { findMatcherChange } from "./matcher-change.ts";
import { inTransaction } from "./transaction.ts";
import { findEntriesOf, importListVersion, type ListImport, listLists, readListedAt } from "./watchlist.ts";
import { listDifferences, listListings } from "./watchlist-history.ts";
import { findCurrentVersion } from "./watchlist-version.ts";

const db = await openTestDatabase();
const [ada, bo] = [somebody("ada@fiu.example"), somebody("bo@fiu.example")];
let listCount = 0;

async function newList(entries: ListImport["entries"], gates?: ListImport["list"]["gates"]) {
  const list = { id: `accounts-${++listCount}`, title: "A list", authority: "Authority", ...(gates && { gates }) };
  await importListVersion(db, { list, entries, source: "file 1" });
  return list;
}

test("an account is a part of its list's content, and of the digest", async () => {
  const [address, account] = [sampleEntry("one"), sampleAccount("12345678")];
  const list = await newList([address, account]);
  const ids = [entryId(address), entryId(account)].sort();
  expect((await findCurrentVersion(db.kysely, list.id))?.digest).toEqual(versionDigest(DIGEST_KIND, ids));
  expect(await importListVersion(db, { list, entries: [account, address], source: "again" })).toMatchObject({
    seq: 1,
    isNew: false,
  });
  expect((await listLists(db.kysely)).find(({ id }) => id === list.id)?.entryCount).toBe(2);
  const listed = await Array.fromAsync(readListedAt(db.kysely, { [list.id]: 1 }));
  expect(listed.map(({ list: _, listVersion: __, entryId: ___, ...entry }) => entry)).toEqual(
    ids.map((id) => (id === entryId(address) ? address : account)),
  );
});

test("what screens never sees one: not the matcher, nor its changes, nor a lookback, nor what others are asked for", async () => {
  const list = await newList([sampleEntry("seen")]);
  await importListVersion(db, { list, entries: [sampleEntry("seen"), sampleAccount("1234")], source: "file 2" });
  await importListVersion(db, { list, entries: [sampleEntry("seen")], source: "file 3" });
  expect(await listEntriesAt(db.kysely, { [list.id]: 2 })).toMatchObject([{ address: sampleEntry("seen").address }]);
  for (const [from, to] of [
    [1, 2],
    [2, 3],
  ] as const) {
    expect(await findMatcherChange(db.kysely, { [list.id]: from }, { [list.id]: to }, 10)).toMatchObject({
      added: [],
      removed: [],
    });
  }
  for (const family of ["eip155", "tron"] as const) {
    const filter = { listId: list.id, version: 2, heldVersion: 1, family, inForce: 2 };
    expect(await countNewEntries(db.kysely, filter, undefined)).toBe(0);
    expect(await listNewEntries(db.kysely, filter, { after: undefined, limit: 9 })).toEqual([]);
  }
  await importListVersion(db, { list, entries: [sampleAccount("1234")], source: "file 4" });
  const { addresses, total } = await listListedAddresses(db.kysely, 100);
  expect(addresses).toHaveLength(total);
  expect(addresses).not.toContain(null);
  expect(await listBlocksOnLists(db.kysely, 1, 0, 100)).toEqual([]);
});

test("check and history tell of an account at its venue, and of one whose venue nobody named, of no other", async () => {
  const entries = [
    sampleAccount("777", { reference: "named" }),
    sampleAccount("777", { venue: "unnamed", reference: "unnamed" }),
    sampleAccount("777", { venue: "elsewhere", reference: "elsewhere" }),
  ];
  const list = await newList(entries);
  await importListVersion(db, { list, entries: entries.slice(1), source: "file 2" });
  const asked = { venue: "example", account: "777" };
  const lives = await findEntriesOf(db.kysely, asked);
  expect(new Map(lives.map(({ entry, endedSeq }) => [entry.reference, endedSeq]))).toEqual(
    new Map([
      ["named", 2],
      ["unnamed", undefined],
    ]),
  );
  const listings = await listListings(db.kysely, asked, { limit: 9 });
  expect(listings.map(({ entry, endedVersion }) => [entry.reference, endedVersion]).sort()).toEqual([
    ["named", 2],
    ["unnamed", undefined],
  ]);
  expect(await listListings(db.kysely, asked, { limit: 9, asOf: new Date(0) })).toEqual([]);
  expect(await findEntriesOf(db.kysely, { venue: "example", account: "7777" })).toEqual([]);
});

test("a difference shows accounts after addresses, page after page, an edit on both sides", async () => {
  const [a, b] = [sampleAccount("100"), sampleAccount("200")];
  const list = await newList([sampleEntry("d"), a, b]);
  await importListVersion(db, { list, entries: [a, { ...b, severity: "LOW" }, sampleAccount("300")], source: "2" });
  const range = { list: list.id, from: 1, to: 2 };
  const all = await listDifferences(db.kysely, range, { limit: 9 });
  expect(all.map(({ subject, before, after }) => [formatSubject(subject), before.length, after.length])).toEqual([
    [formatSubject(sampleEntry("d")), 1, 0],
    ["account 200 at example", 1, 1],
    ["account 300 at example", 0, 1],
  ]);
  expect(await listDifferences(db.kysely, range, { limit: 9, after: "venue:example:200" })).toHaveLength(1);
});

test("a gate counts accounts as it counts addresses, what it held back can be let in, and a preview names both", async () => {
  const accounts = Array.from({ length: 10 }, (_, index) => sampleAccount(`90${index}`));
  const list = await newList(accounts, { removedPercentMax: 10 });
  const fewer = { list, entries: accounts.slice(2), source: "file 2" };
  await expect(importListVersion(db, fewer)).rejects.toThrow("addresses removed at once: 20 %");
  const reworded = accounts.map((entry) => ({ ...entry, severity: "LOW" as const }));
  const preview = await previewListVersion(db, { ...fewer, entries: reworded });
  expect([preview.added, preview.removed]).toMatchObject([
    reworded.map(() => ({ venue: "example" })),
    accounts.map(() => ({})),
  ]);
  const [held] = (await listHeldVersions(db.kysely)).filter((version) => version.list === list.id);
  const proposal = { id: randomUUID(), list: list.id, reason: "why", author: ada };
  await inTransaction(db, async (tx) => {
    await insertProposal(tx, { ...proposal, change: { kind: "accept_version", held: held?.id ?? "" } });
    await decideProposal(tx, { id: proposal.id, verdict: "approved", reason: "yes", actor: bo });
  });
  expect(await Array.fromAsync(readListedAt(db.kysely, { [list.id]: 2 }))).toHaveLength(8);
});

test("accounts are added, edited, shared and removed by proposal, an emergency is taken back, and an import undoes none of it", async () => {
  const [first, second] = [sampleAccount("551"), sampleAccount("552")];
  const list = await newList([sampleEntry("p"), first]);
  const agree = (change: Parameters<typeof insertProposal>[1]["change"]) =>
    inTransaction(db, async (tx) => {
      const id = randomUUID();
      await insertProposal(tx, { id, list: list.id, change, reason: "why", author: ada });
      return decideProposal(tx, { id, verdict: "approved", reason: "yes", actor: bo });
    });
  const edited = { ...first, severity: "LOW" as const };
  await agree({ kind: "add", add: [second], remove: [] });
  await agree({ kind: "edit", add: [edited], remove: [entryId(first)] });
  await agree({ kind: "sharing", sharing: "TLP:GREEN", entryIds: [entryId(edited)] });
  await agree({ kind: "remove", add: [], remove: [entryId(second)] });
  const shared = { ...edited, sharing: "TLP:GREEN" as const };
  const contents = async (seq: number) =>
    (await Array.fromAsync(readListedAt(db.kysely, { [list.id]: seq }))).map((entry) => entry.entryId);
  const expected = [entryId(sampleEntry("p")), entryId(shared)].sort();
  expect(await contents(5)).toEqual(expected);
  const again = await importListVersion(db, { list, entries: [sampleEntry("p"), first], source: "file 2" });
  expect(again).toMatchObject({ seq: 5, isNew: false });

  const id = randomUUID();
  await inTransaction(db, async (tx) => {
    const change = { kind: "remove", add: [], remove: [entryId(shared)] } as const;
    await insertEmergency(tx, { id, list: list.id, change, reason: "now", author: ada });
    await decideProposal(tx, { id, verdict: "rejected", reason: "no", actor: bo });
  });
  expect(await contents(6)).toHaveLength(1);
  expect(await contents(7)).toEqual(expected);
});

test("the database holds a row to one subject, whole", async () => {
  const list = await newList([sampleEntry("c"), sampleAccount("661")]);
  for (const set of ["venue = null", "account = null", "venue = 'x'", "family = null", "address = null"]) {
    const { rows } = await db.pool.query("select count(*)::int as count from list_entry where list_id = $1", [list.id]);
    expect(rows).toEqual([{ count: 2 }]);
    const spoil = db.pool.query(`update list_entry set ${set} where list_id = $1`, [list.id]);
    await expect(spoil).rejects.toThrow("list_entry_subject");
  }
});
