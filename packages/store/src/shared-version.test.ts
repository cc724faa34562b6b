import { randomUUID } from "node:crypto";
import { mayKnow } from "@redflag/domain/audience";
import { type Entry, SHARINGS } from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { hexOf } from "./bytes.ts";
import { sampleEntry, somebody } from "./list.samples.ts";
import { insertEmergency } from "./list-proposal.ts";
import { inTransaction } from "./transaction.ts";
import { importListVersion } from "./watchlist.ts";

const db = await openTestDatabase();
beforeEach(forget);

/** Also what people proposed, which stays for good elsewhere: it would be done to the next import. */
async function forget(): Promise<void> {
  await db.pool.query(
    `alter table list_proposal disable trigger user; alter table list_proposal_part disable trigger user; alter table list_decision disable trigger user;
     truncate ${LIST_TABLES}, list_proposal, list_proposal_part, list_decision;
     alter table list_proposal enable trigger user; alter table list_proposal_part enable trigger user; alter table list_decision enable trigger user`,
  );
}

const list = { id: "orders", title: "Orders", authority: "Authority" };
const bring = (...entries: Entry[]) => importListVersion(db, { list, entries, source: "a file" });

async function versions() {
  const rows = await db.kysely.selectFrom("shared_version").selectAll().orderBy("seq").execute();
  return rows.map((row) => ({
    seq: row.seq,
    list: row.list_seq,
    entries: row.entry_count,
    isOver: row.ended_at !== null,
  }));
}

test("a version is made outside when what is shared has changed, and for nothing else", async () => {
  const [red, green, clear] = [
    sampleEntry(1),
    sampleEntry(2, { sharing: "TLP:GREEN" }),
    sampleEntry(3, { sharing: "TLP:CLEAR" }),
  ];
  await bring(red);
  expect(await versions()).toEqual([]);
  await bring(red, green);
  await bring(green);
  await bring(green, sampleEntry(4, { sharing: "TLP:AMBER" }));
  expect(await versions()).toEqual([{ seq: 1, list: 2, entries: 1, isOver: false }]);
  await bring(green, clear);
  await bring();
  expect(await versions()).toEqual([
    { seq: 1, list: 2, entries: 1, isOver: true },
    { seq: 2, list: 5, entries: 2, isOver: true },
    { seq: 3, list: 6, entries: 0, isOver: false },
  ]);
});

test("a mark that comes and goes is outside an entry that comes and goes, at the time of the list's version", async () => {
  const amber = sampleEntry(1, { sharing: "TLP:AMBER" });
  await bring(amber, sampleEntry(2));
  const mark = (sharing: "TLP:GREEN" | "TLP:AMBER") =>
    inTransaction(db, (tx) =>
      insertEmergency(tx, {
        id: randomUUID(),
        list: list.id,
        change: {
          kind: "sharing",
          sharing,
          entryIds: [entryId({ ...amber, sharing: sharing === "TLP:GREEN" ? "TLP:AMBER" : "TLP:GREEN" })],
        },
        reason: "for exchanges",
        author: somebody("Ada"),
      }),
    );
  await mark("TLP:GREEN");
  expect(
    (await db.kysely.selectFrom("shared_entry").select("entry_id").execute()).map((row) => hexOf(row.entry_id)),
  ).toEqual([entryId({ ...amber, sharing: "TLP:GREEN" })]);
  await mark("TLP:AMBER");
  expect(await versions()).toMatchObject([
    { seq: 1, entries: 1, isOver: true },
    { seq: 2, entries: 0, isOver: false },
  ]);
  const { rows } = await db.pool.query(
    `select s.created_at = v.created_at as same, s.ended_at = lead(s.created_at) over (order by s.seq) as follows
     from shared_version s join list_version v on v.list_id = s.list_id and v.seq = s.list_seq order by s.seq`,
  );
  expect(rows).toEqual([
    { same: true, follows: true },
    { same: true, follows: null },
  ]);
});

test("after any imports it is the part of the list that exchanges may know, with its own number and count", async () => {
  const entry = fc
    .record({ seed: fc.nat(5), sharing: fc.constantFrom(...SHARINGS) })
    .map(({ seed, sharing }) => sampleEntry(seed, { sharing }));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(entry, { maxLength: 6 }), { maxLength: 6 }), async (imports) => {
      await forget();
      let known: string[] = [];
      let seq = 0;
      for (const entries of imports) {
        await bring(...entries);
        const ids = [...new Set(entries.filter((one) => mayKnow("exchange", one)).map(entryId))].sort();
        if (ids.join() !== known.join()) seq++;
        known = ids;
        const rows = await db.kysely.selectFrom("shared_entry").select("entry_id").orderBy("entry_id").execute();
        expect(rows.map((row) => hexOf(row.entry_id))).toEqual(known);
        const current = await db.kysely
          .selectFrom("shared_version")
          .select(["seq", "entry_count"])
          .where("ended_at", "is", null)
          .executeTakeFirst();
        if (seq === 0) expect(current).toBeUndefined();
        else expect(current).toEqual({ seq, entry_count: known.length });
      }
    }),
    { numRuns: 25, seed: 6 },
  );
});
