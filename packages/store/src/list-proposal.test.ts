import { randomUUID } from "node:crypto";
import type { Entry } from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import { isAccount } from "@redflag/domain/entry-subject";
import type { Hash } from "@redflag/domain/hex";
import { applyStanding, type EntrySet, type ListChange, withSharing } from "@redflag/domain/list-change";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { keyOf, listEntriesAt, sampleEntry, somebody } from "./list.samples.ts";
import { decideProposal, insertEmergency, insertProposal, type NewProposal } from "./list-proposal.ts";
import type { Actor, Verdict } from "./list-proposal-read.ts";
import { countWaiting, findProposal, listProposals } from "./list-proposal-read.ts";
import { inTransaction } from "./transaction.ts";
import { importListVersion, listListVersions } from "./watchlist.ts";

const db = await openTestDatabase();
const ada = somebody("ada@fiu.example");
const bo = somebody("bo@fiu.example");
let listCount = 0;

async function newList(entries: readonly Entry[] = [sampleEntry("first")]): Promise<string> {
  const list = { id: `list-${++listCount}`, title: "A list", authority: "Authority" };
  await importListVersion(db, { list, entries, source: "test" });
  return list.id;
}

function add(...entries: Entry[]): ListChange {
  return { kind: "add", add: entries, remove: [] };
}

function remove(...entries: Entry[]): ListChange {
  return { kind: "remove", add: [], remove: entries.map(entryId) };
}

function edit(before: Entry, after: Entry): ListChange {
  return { kind: "edit", add: [after], remove: [entryId(before)] };
}

function propose(list: string, change: ListChange, author = ada, insert = insertProposal) {
  const proposal: NewProposal = { id: randomUUID(), list, change, reason: "court order 7", author };
  return inTransaction(db, (tx) => insert(tx, proposal));
}

function decide(id: string, actor: Actor = bo, verdict: Verdict = "approved") {
  return inTransaction(db, (tx) => decideProposal(tx, { id, verdict, reason: "seen", actor }));
}

async function contentOf(list: string): Promise<Hash[]> {
  const seq = (await listListVersions(db.kysely))[list] ?? 0;
  return (await listEntriesAt(db.kysely, { [list]: seq })).map(({ entryId }) => entryId as Hash);
}

const idsOf = (...entries: Entry[]) => entries.map(entryId).sort();

test("a proposal changes nothing until somebody else approves it; then it is a version", async () => {
  const [first, second] = [sampleEntry("a"), sampleEntry("b")];
  const list = await newList([first]);
  const made = await propose(list, add(second));
  expect(made).toMatchObject({ list, state: "open", author: ada, reason: "court order 7", isEmergency: false });
  expect(await contentOf(list)).toEqual(idsOf(first));
  const approved = await decide(made.id);
  expect(approved).toMatchObject({ state: "approved", version: 2, decision: { actor: bo, reason: "seen" } });
  expect(await contentOf(list)).toEqual(idsOf(first, second));
  // The same content by import is the same version: SQL and this process agree on the digest.
  const again = { list: { id: list, title: "A list", authority: "Authority" }, entries: [second, first], source: "x" };
  expect(await importListVersion(db, again)).toMatchObject({ seq: 2, isNew: false });
  await expect(decide(made.id)).rejects.toMatchObject({ code: "proposal_decided" });
});

test("a rejected proposal leaves the list as it is", async () => {
  const list = await newList();
  const { id } = await propose(list, add(sampleEntry("unwanted")));
  expect(await decide(id, bo, "rejected")).toMatchObject({ state: "rejected", decision: { verdict: "rejected" } });
  expect(await listListVersions(db.kysely)).toMatchObject({ [list]: 1 });
});

test("nobody decides what they proposed: not in person, not by a key, not by a key of a key, in either direction", async () => {
  const list = await newList();
  const key = await keyOf(db.kysely, ada.by);
  const keyOfKey = await keyOf(db.kysely, key.by);
  const hands = [ada, key, keyOfKey];
  for (const [index, author] of hands.entries()) {
    const { id } = await propose(list, add(sampleEntry(`hand ${index}`)), author);
    for (const actor of hands) {
      for (const verdict of ["approved", "rejected"] as const) {
        await expect(decide(id, actor, verdict)).rejects.toMatchObject({ code: "four_eyes_needed" });
      }
    }
    expect(await findProposal(db.kysely, id)).toMatchObject({ state: "open" });
  }
  const { id } = await propose(list, add(sampleEntry("another's key")));
  expect(await decide(id, await keyOf(db.kysely, bo.by))).toMatchObject({ state: "approved" });
});

test("the tables themselves forbid it, whatever is written past the program", async () => {
  const { id } = await propose(await newList(), add(sampleEntry("raw")));
  const key = await keyOf(db.kysely, ada.by);
  const insert = `insert into list_decision
    (proposal_id, verdict, reason, author, author_person, decided_by, decided_by_name, decided_by_person)
    values ($1, 'approved', 'mine', $2, $2, $3, 'Mallory', $2)`;
  for (const by of [ada.by, key.by]) {
    // Also who claims to be somebody else behind it: the trigger says who is.
    await expect(db.pool.query(insert, [id, `user:${randomUUID()}`, by])).rejects.toMatchObject({
      constraint: "list_decision_four_eyes",
    });
  }
  await decide(id);
  for (const statement of [
    "update list_decision set reason = 'x'",
    "delete from list_decision",
    "truncate list_decision",
    "update list_proposal set is_emergency = false",
    "delete from list_proposal",
  ]) {
    await expect(db.pool.query(statement), statement).rejects.toMatchObject({ code: "42501" });
  }
});

test("of two who decide at once one does, and of two proposals for the same entry the second is stale", async () => {
  const entry = sampleEntry("contested");
  const list = await newList([entry, sampleEntry("kept")]);
  const first = await propose(list, remove(entry));
  const second = await propose(list, edit(entry, { ...entry, severity: "LOW" }));
  const outcomes = await Promise.allSettled([decide(first.id), decide(first.id, somebody("cy@fiu.example"))]);
  const failures = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(failures.map(({ reason }) => reason.code)).toEqual(["proposal_decided"]);
  await expect(decide(second.id)).rejects.toMatchObject({
    code: "proposal_stale",
    detail: `no longer on the list: entry ${entryId(entry)}`,
  });
  // It can still be rejected.
  expect(await decide(second.id, bo, "rejected")).toMatchObject({ state: "rejected" });
});

test("what could not be applied is not even proposed", async () => {
  const entry = sampleEntry("there");
  const list = await newList([entry]);
  await expect(propose(list, add(entry))).rejects.toMatchObject({ code: "proposal_stale" });
  await expect(propose(list, remove(sampleEntry("nowhere")))).rejects.toMatchObject({ code: "proposal_stale" });
  await expect(propose(list, edit(entry, entry))).rejects.toMatchObject({ code: "proposal_stale" });
  await expect(propose(list, { kind: "sharing", sharing: "TLP:RED" })).rejects.toMatchObject({
    code: "proposal_stale",
  });
  await expect(propose("no-list", add(entry))).rejects.toMatchObject({ code: "not_found" });
});

test("a proposal begins a list", async () => {
  const entry = sampleEntry("begun");
  const change = { kind: "add", add: [entry], remove: [], list: { title: "Ours", authority: "FIU" } } as const;
  const { id } = await propose("begun-by-hand", change);
  expect(await decide(id)).toMatchObject({ version: 1 });
  expect(await contentOf("begun-by-hand")).toEqual(idsOf(entry));
});

test("an emergency takes effect at once, is marked for ever, and waits for somebody else", async () => {
  const list = await newList();
  const before = await countWaiting(db.kysely);
  const made = await propose(list, add(sampleEntry("urgent")), ada, insertEmergency);
  expect(made).toMatchObject({ state: "unconfirmed", version: 2, isEmergency: true });
  expect(await contentOf(list)).toContain(entryId(sampleEntry("urgent")));
  expect(await countWaiting(db.kysely)).toEqual({ ...before, unconfirmed: before.unconfirmed + 1 });
  await expect(decide(made.id, ada)).rejects.toMatchObject({ code: "four_eyes_needed" });
  expect(await decide(made.id)).toMatchObject({ state: "confirmed", version: 2, isEmergency: true });
  expect(await listListVersions(db.kysely)).toMatchObject({ [list]: 2 });
  expect(await countWaiting(db.kysely)).toEqual(before);
});

test("an emergency that somebody else rejects is taken back, and an import does not bring it again", async () => {
  const [kept, gone] = [sampleEntry("kept"), sampleEntry("gone")];
  const list = await newList([kept, gone]);
  const made = await propose(list, edit(gone, { ...gone, severity: "LOW" }), ada, insertEmergency);
  expect(await decide(made.id, bo, "rejected")).toMatchObject({ state: "undone", version: 2 });
  expect(await contentOf(list)).toEqual(idsOf(kept, gone));
  const file = { list: { id: list, title: "A list", authority: "Authority" }, entries: [kept, gone], source: "x" };
  expect(await importListVersion(db, file)).toMatchObject({ seq: 3, isNew: false });

  const other = await propose(list, remove(gone), ada, insertEmergency);
  await decide((await propose(list, add(gone))).id);
  await expect(decide(other.id, bo, "rejected")).rejects.toMatchObject({ code: "proposal_stale" });
});

test("a mark for the whole list is on what an import brings later, too", async () => {
  const list = await newList([sampleEntry(1)]);
  await decide((await propose(list, { kind: "sharing", sharing: "TLP:GREEN" })).id);
  const file = { list: { id: list, title: "A list", authority: "Authority" }, source: "x" };
  await importListVersion(db, { ...file, entries: [sampleEntry(1), sampleEntry(2)] });
  const green = [1, 2].map((seed) => withSharing(sampleEntry(seed), "TLP:GREEN")[0]);
  expect(await contentOf(list)).toEqual(green.sort());
  // One entry is told to nobody again.
  await decide((await propose(list, { kind: "sharing", sharing: "TLP:RED", entryIds: green.slice(0, 1) })).id);
  expect(await contentOf(list)).not.toContain(green[0]);
});

test("proposals are listed newest first, page after page, by list and by what they wait for", async () => {
  const list = await newList();
  const ids: string[] = [];
  for (let seed = 0; seed < 4; seed++) ids.unshift((await propose(list, add(sampleEntry(`page ${seed}`)))).id);
  await decide(ids[2] ?? "");
  const first = await listProposals(db.kysely, { limit: 2, list });
  const rest = await listProposals(db.kysely, { limit: 9, list, ...(first[1] && { before: first[1] }) });
  expect([...first, ...rest].map(({ id }) => id)).toEqual(ids);
  const waiting = await listProposals(db.kysely, { limit: 9, list, state: "waiting" });
  expect(waiting.map(({ id }) => id)).toEqual(ids.filter((_, index) => index !== 2));
  expect(await listProposals(db.kysely, { limit: 9, list, state: "decided" })).toHaveLength(1);
});

/** One step of a history: an import of a publisher's file, or something that two people agree on. */
const step = fc.oneof(
  fc.record({ kind: fc.constant("import" as const), seeds: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 5 }) }),
  fc.record({ kind: fc.constantFrom("add" as const, "remove" as const, "edit" as const), seed: fc.nat(5) }),
  fc.record({
    kind: fc.constant("sharing" as const),
    sharing: fc.constantFrom("TLP:GREEN" as const, "TLP:RED" as const),
  }),
);

test("whatever is imported and agreed on, in any order, the list is the newest file with all that stands done to it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      const list = await newList([sampleEntry(0)]);
      let content: EntrySet = new Map([[entryId(sampleEntry(0)), sampleEntry(0)]]);
      const standing: ListChange[] = [];
      for (const each of steps) {
        if (each.kind === "import") {
          const entries = each.seeds.map((seed) => sampleEntry(seed));
          await importListVersion(db, { list: { id: list, title: "A list", authority: "A" }, entries, source: "x" });
          content = applyStanding(new Map(entries.map((entry) => [entryId(entry), entry])), standing);
        } else {
          const change = changeOf(each, content);
          if (change === undefined) continue;
          await decide((await propose(list, change)).id);
          standing.push(change);
          content = applyStanding(content, [change]);
        }
        expect(await contentOf(list)).toEqual([...content.keys()].sort());
      }
    }),
    { numRuns: 25 },
  );
});

/** One that fits what is there; undefined where none does. */
function changeOf(
  each: Exclude<typeof step extends fc.Arbitrary<infer T> ? T : never, { kind: "import" }>,
  content: ReadonlyMap<Hash, Entry>,
): ListChange | undefined {
  if (each.kind === "sharing") {
    const isNews = [...content.values()].some(({ sharing }) => sharing !== each.sharing);
    return isNews ? { kind: "sharing", sharing: each.sharing } : undefined;
  }
  const { address } = sampleEntry(each.seed);
  const [there] = [...content.values()].filter((entry) => !isAccount(entry) && entry.address === address);
  if (each.kind === "add") return there === undefined ? add(sampleEntry(each.seed)) : undefined;
  if (there === undefined) return undefined;
  if (each.kind === "remove") return remove(there);
  const severity = there.severity === "HIGH" ? "LOW" : "HIGH";
  return content.has(entryId({ ...there, severity })) ? undefined : edit(there, { ...there, severity });
}
