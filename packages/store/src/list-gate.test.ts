import { randomUUID } from "node:crypto";
import type { Entry } from "@redflag/domain/entry";
import type { ListGates } from "@redflag/domain/list-gate";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { listEntriesAt, sampleEntry, somebody } from "./list.samples.ts";
import { listHeldVersions } from "./list-gate.ts";
import { decideProposal, insertProposal } from "./list-proposal.ts";
import { inTransaction } from "./transaction.ts";
import { importListVersion, listLists, listListVersions } from "./watchlist.ts";

const db = await openTestDatabase();
const [ada, bo] = [somebody("ada@fiu.example"), somebody("bo@fiu.example")];
let listCount = 0;

const newList = (gates: ListGates) => ({ id: `gated-${++listCount}`, title: "A list", authority: "Authority", gates });
const entriesOf = (count: number, from = 0) => Array.from({ length: count }, (_, index) => sampleEntry(from + index));

function bring(list: ReturnType<typeof newList>, entries: readonly Entry[], source = "test") {
  return importListVersion(db, { list, entries, source });
}
async function heldOf(list: string) {
  return (await listHeldVersions(db.kysely)).find((held) => held.list === list);
}
const seqOf = async (list: string) => (await listListVersions(db.kysely))[list];

test("a version that fails keeps the old one live and is kept with its figures; the same again is the same task", async () => {
  const list = newList({ entriesMin: 3, removedPercentMax: 20 });
  await bring(list, entriesOf(10));
  const error = {
    code: "list_gate_failed",
    detail: expect.stringContaining("addresses removed at once: 80 %, where 20 %"),
  };
  await expect(bring(list, entriesOf(2), "a broken file")).rejects.toMatchObject(error);
  const held = await heldOf(list.id);
  expect(held).toMatchObject({
    baseVersion: 1,
    entryCount: 2,
    added: 0,
    removed: 8,
    source: "a broken file",
    failures: [
      { gate: "entriesMin", bound: 3, figure: 2 },
      { gate: "removedPercentMax", bound: 20, figure: 80 },
    ],
  });
  expect(await seqOf(list.id)).toBe(1);
  expect(await listEntriesAt(db.kysely, { [list.id]: 1 })).toHaveLength(10);
  await expect(bring(list, entriesOf(2), "again")).rejects.toMatchObject(error);
  expect(await heldOf(list.id)).toEqual(held);
  await expect(bring(list, entriesOf(1))).rejects.toMatchObject({ code: "list_gate_failed" });
  expect((await heldOf(list.id))?.id).not.toBe(held?.id);
  expect((await db.pool.query("select from list_held_part")).rowCount).toBe(1);
});

test.each([
  ["a better version", 11, 2],
  ["what is live already", 10, 1],
])("%s clears it", async (_, count, seq) => {
  const list = newList({ removedPercentMax: 20 });
  await bring(list, entriesOf(10));
  await expect(bring(list, entriesOf(2))).rejects.toMatchObject({ code: "list_gate_failed" });
  expect(await bring(list, entriesOf(count))).toMatchObject({ seq });
  expect(await heldOf(list.id)).toBeUndefined();
});

test("an edit of every entry removes no address", async () => {
  const list = newList({ removedPercentMax: 0 });
  await bring(list, entriesOf(4));
  const edited = entriesOf(4).map((entry) => ({ ...entry, severity: "LOW" as const }));
  expect(await bring(list, edited)).toMatchObject({ seq: 2, removed: 4, added: 4 });
});

test("a first version is held back, too: then nothing is live", async () => {
  const list = newList({ authorityPercentMin: 50 });
  await expect(bring(list, entriesOf(3))).rejects.toMatchObject({ code: "list_gate_failed" });
  expect(await heldOf(list.id)).toMatchObject({ baseVersion: 0, added: 3 });
  expect(await seqOf(list.id)).toBeUndefined();
  expect((await listLists(db.kysely)).map(({ id }) => id)).not.toContain(list.id);
  expect(await bring(list, [...entriesOf(1), sampleEntry(9, { reference: "r" })])).toMatchObject({ seq: 1 });
});

test("an import without gates keeps those that are there; other gates replace them", async () => {
  const list = newList({ entriesMin: 2 });
  await bring(list, entriesOf(2));
  const { gates: _, ...plain } = list;
  await expect(importListVersion(db, { list: plain, entries: entriesOf(1), source: "x" })).rejects.toThrow(
    "entries: 1",
  );
  expect(await bring({ ...list, gates: {} }, entriesOf(1))).toMatchObject({ seq: 2 });
});

test("four eyes let it in as it was held, whole; not once the list has moved on", async () => {
  const list = newList({ removedPercentMax: 1, entriesMax: 12_000 });
  await bring(list, entriesOf(12_000));
  const wanted = entriesOf(11_000, 6_000).slice(0, 11_000);
  await expect(bring(list, wanted)).rejects.toMatchObject({ code: "list_gate_failed" });
  const held = (await heldOf(list.id))?.id ?? "";
  const propose = () =>
    inTransaction(db, (tx) =>
      insertProposal(tx, {
        id: randomUUID(),
        list: list.id,
        change: { kind: "accept_version", held },
        reason: "confirmed by telephone",
        author: ada,
      }),
    );
  const decide = (id: string) =>
    inTransaction(db, (tx) => decideProposal(tx, { id, verdict: "approved", reason: "so it is", actor: bo }));
  const [first, second] = [await propose(), await propose()];
  expect(await decide(first.id)).toMatchObject({ state: "approved", version: 2 });
  expect(await listEntriesAt(db.kysely, { [list.id]: 2 })).toHaveLength(11_000);
  expect(await bring(list, wanted)).toMatchObject({ seq: 2, isNew: false });
  expect(await heldOf(list.id)).toBeUndefined();
  await expect(decide(second.id)).rejects.toMatchObject({ code: "proposal_stale" });
  await expect(propose()).rejects.toMatchObject({ code: "proposal_stale" });
  expect((await db.pool.query("select from list_held_part where held_id = $1", [held])).rowCount).toBe(0);
});
