import type { AddressEntry } from "@redflag/domain/entry";
import { LISTED, PAYER, SampleChain } from "@redflag/screen/sample-chain";
import { sampleEntry } from "@redflag/store/list.samples";
import { releaseStep } from "@redflag/store/release";
import pg from "pg";
import { beforeEach, expect, test } from "vitest";
import { ScreenedSide, type Told } from "./screened-side.ts";

const side = await ScreenedSide.open();
let subscriberId = "";
let sample = new SampleChain();

beforeEach(async () => {
  await side.empty();
  subscriberId = await side.subscribe("One");
  sample = new SampleChain();
});

const OTHER = sampleEntry("other").address;
const green = (address = LISTED, over: Partial<AddressEntry> = {}) =>
  sampleEntry("green", { address, sharing: "TLP:GREEN", severity: "MEDIUM", ...over });
const red = (address = LISTED) => sampleEntry("red", { address, severity: "SEVERE", category: "terrorist_financing" });

async function mine(...payments: Parameters<SampleChain["mine"]>): Promise<void> {
  sample.mine(...payments);
  await side.screen(sample, sample.head);
}

const lines = (told: readonly Told[]) =>
  told.map(({ position, payload: { type, transfers, heuristic } }) =>
    [
      position,
      type.replace("alert.", ""),
      heuristic,
      ...transfers.map(({ change, block }) => `${change} ${block}`),
    ].join(" "),
  );
const listLines = async (id = subscriberId) => lines(await side.listTold(id));

test("a payment with whom a shared entry names is told as created, then as final, with the list as it is outside", async () => {
  await side.import("orders", [red(OTHER)]);
  await side.import("orders", [red(OTHER), green()]);
  await mine({ tx: "p1" });
  await side.release();
  await side.finalize(sample);
  await side.release();
  const [created, final, ...more] = await side.listTold(subscriberId);
  expect(more).toEqual([]);
  expect(created).toMatchObject({
    position: 1,
    payload: {
      type: "alert.created",
      heuristic: "watchlist-hit",
      severity: "MEDIUM",
      state: "provisional",
      stateSeq: 0,
      // The list's own is at version 2.
      listings: [{ list: "orders", version: 1, category: "sanctions" }],
      transfers: [{ amount: "1000000", change: "added" }],
    },
  });
  expect(final?.payload).toEqual({
    ...created?.payload,
    type: "alert.final",
    state: "final",
    stateSeq: 1,
    transfers: created?.payload.transfers.map((transfer) => ({ ...transfer, change: "final" })),
  });
});

test("of an internal entry there is no row, no position and no higher severity", async () => {
  await side.import("orders", [green(), red(), red(OTHER)]);
  await mine({ tx: "inside", to: OTHER });
  await mine({ tx: "both" });
  await mine({ tx: "inside again", to: OTHER }, { tx: "both again" });
  await side.release();
  const told = await side.listTold(subscriberId);
  expect(lines(told)).toEqual(["1 created watchlist-hit added 2", "2 created watchlist-hit added 3"]);
  expect(new Set(told.map(({ payload }) => `${payload.severity} ${payload.score}`))).toEqual(new Set(["MEDIUM 200"]));
  expect(new Set(told.map(({ payload }) => payload.subject)).size).toBe(1);
});

test("a listing of the other family is told where only an internal entry names the account itself", async () => {
  await side.import("orders", [green(LISTED, { family: "tron" }), red()]);
  await mine({ tx: "p1" });
  await side.release();
  const [told, ...more] = await side.listTold(subscriberId);
  expect(more).toEqual([]);
  expect(told?.payload).toMatchObject({ heuristic: "alias-hit", severity: "LOW" });
});

test("what an issuer froze is told, whatever lists say", async () => {
  await side.import("orders", [red(OTHER)]);
  sample.say("freeze", OTHER).mine({ tx: "p1", to: OTHER });
  await side.screen(sample, 1);
  await side.release();
  const [told, ...more] = await side.listTold(subscriberId);
  expect(more).toEqual([]);
  expect(told?.payload).toMatchObject({
    heuristic: "issuer-freeze",
    listings: [{ list: "issuer-freezes", version: 1, category: "issuer_freeze" }],
  });
});

test("a payment that a reorg moves is told as moved, one that it takes as withdrawn, one that it gives back as created", async () => {
  await side.import("orders", [green()]);
  await mine({ tx: "p1" });
  await mine({ tx: "p2" });
  await side.release();
  sample = sample.fork("b", 1);
  await side.reorg(sample.mine().mine({ tx: "p2" }), 1);
  await side.release();
  sample = sample.fork("c", 1);
  await side.reorg(sample.mine().mine(), 1);
  await side.release();
  sample = sample.fork("d", 1);
  await side.reorg(sample.mine().mine({ tx: "p2" }), 1);
  await side.release();
  expect(await listLines()).toEqual([
    "1 created watchlist-hit added 1",
    "2 created watchlist-hit added 2",
    "3 updated watchlist-hit moved 3",
    "4 withdrawn watchlist-hit retracted 3",
    "5 created watchlist-hit added 3",
  ]);
});

test("what came and went before it was looked at is told to have come and gone", async () => {
  await side.import("orders", [green()]);
  await mine();
  await mine({ tx: "p1" });
  await side.reorg(sample.fork("b", 1).mine(), 1);
  await side.release();
  expect(await listLines()).toEqual(["1 created watchlist-hit added 2", "2 withdrawn watchlist-hit retracted 2"]);
});

test("an entry that becomes shared tells nothing old, also when the past is screened again; one that no longer is, nothing new", async () => {
  await side.import("orders", [red()]);
  await mine({ tx: "p1" });
  await side.finalize(sample);
  await side.import("orders", [green()]);
  await side.rescreen();
  await side.release();
  expect(await listLines()).toEqual([]);
  await mine({ tx: "p2" });
  await side.release();
  await mine({ tx: "p3" });
  // Before it was looked at.
  await side.import("orders", [red()]);
  await mine({ tx: "p4" });
  await side.release();
  expect(await listLines()).toEqual(["1 created watchlist-hit added 2"]);
  // What was told stays told, and is told to be final.
  await side.finalize(sample);
  await side.release();
  expect(await listLines()).toEqual(["1 created watchlist-hit added 2", "2 final watchlist-hit final 2"]);
});

test("each subscriber has what came since it was there, at its own places; a sandbox has nothing", async () => {
  await side.import("orders", [green()]);
  await mine({ tx: "p1" });
  await side.release();
  const late = await side.subscribe("Two");
  await side.db.pool.query("insert into subscriber (id, name, sandbox_of) values (gen_random_uuid(), 'sandbox', $1)", [
    subscriberId,
  ]);
  await mine({ tx: "p2" });
  await side.finalize(sample);
  await side.release();
  expect(await listLines()).toEqual([
    "1 created watchlist-hit added 1",
    "2 created watchlist-hit added 2",
    "3 final watchlist-hit final 1",
    "4 final watchlist-hit final 2",
  ]);
  expect(await listLines(late)).toEqual(["1 created watchlist-hit added 2", "2 final watchlist-hit final 2"]);
  const { rows } = await side.db.pool.query("select count(distinct subscriber_id)::int as n from released_event");
  expect(rows).toEqual([{ n: 2 }]);
});

test("two that release at once give each event once, in the feed's order, however much each step takes", async () => {
  await side.import("orders", [green()]);
  for (let block = 1; block <= 6; block++)
    await mine({ tx: `p${block}` }, { tx: `q${block}`, from: LISTED, to: PAYER });
  await Promise.all([side.release(1), side.release(3), side.release(2)]);
  await side.release();
  const told = await side.listTold(subscriberId);
  expect(told.map(({ position }) => position)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  const places = told.map(({ payload }) =>
    payload.transfers.map(({ block, logIndex }) => `${block}/${logIndex}`).join(),
  );
  expect(places).toEqual([1, 2, 3, 4, 5, 6].flatMap((block) => [`${block}/0`, `${block}/1`]));
});

test("whoever is killed while releasing has released nothing, and the next one releases it", async () => {
  await side.import("orders", [green()]);
  await mine({ tx: "p1" });
  // The subscriber's lock is taken last: it waits there, with everything else done.
  const holder = await side.db.pool.connect();
  await holder.query("begin");
  await holder.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`redflag:released:${subscriberId}`]);
  const killed = releaseStep(side.staff).catch((error: unknown) => error);
  await expect
    .poll(async () => {
      const { rows } = await side.db.pool.query(
        `select pg_terminate_backend(pid, 5000) as gone from pg_stat_activity
         where usename = 'redflag_api' and datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows;
    })
    .toEqual([{ gone: true }]);
  expect(await killed).toBeInstanceOf(Error);
  await holder.query("rollback");
  holder.release();
  const { rows } = await side.db.pool.query(
    "select (select count(*)::int from told_pending) as waiting, (select count(*)::int from released_event) as released",
  );
  expect(rows).toEqual([{ waiting: 1, released: 0 }]);
  await side.release();
  await side.release();
  expect(await listLines()).toEqual(["1 created watchlist-hit added 1"]);
});

test("an event whose transaction was held open is passed over by nobody", async () => {
  await side.import("orders", [green()]);
  await mine({ tx: "p1" });
  const open = new pg.Client(side.db.pool.options);
  await open.connect();
  await open.query("begin");
  // As another chain's lane would have told it.
  await open.query(
    `insert into told_pending (event_id, opening_id, payload, list_ids)
     select sha256(event_id), opening_id, payload, '{}' from told_pending`,
  );
  await mine({ tx: "p2" });
  await side.release();
  const told = ["1 created watchlist-hit added 1", "2 created watchlist-hit added 2"];
  expect(await listLines()).toEqual(told);
  await open.query("commit");
  await open.end();
  await side.release();
  expect(await listLines()).toEqual([...told, "3 created watchlist-hit added 1"]);
});

test("what is screened again is told anew where shared lists say another thing of it, and not where internal ones do", async () => {
  await side.import("orders", [green(LISTED, { family: "tron" })]);
  await mine({ tx: "p1" });
  await side.finalize(sample);
  await side.release();
  const before = await side.listTold(subscriberId);
  expect(lines(before)).toEqual(["1 created alias-hit added 1", "2 final alias-hit final 1"]);
  // To staff it is another rule's alert now.
  await side.import("orders", [green(LISTED, { family: "tron" }), red()]);
  await side.rescreen();
  await side.release();
  expect(await side.listTold(subscriberId)).toEqual(before);
  await side.import("orders", [green(LISTED, { family: "tron", severity: "SEVERE" }), red()]);
  await side.rescreen();
  await side.finalize(sample);
  await side.release();
  const after = await side.listTold(subscriberId);
  expect(lines(after.slice(2))).toEqual(["3 updated alias-hit restated 1", "4 final alias-hit final 1"]);
  expect(after.map(({ payload }) => payload.severity)).toEqual(["LOW", "LOW", "HIGH", "HIGH"]);
});

test("a payment whose entry is no longer shared is withdrawn when the past is screened again, as if the entry were gone", async () => {
  await side.import("orders", [green(), red()]);
  await mine({ tx: "p1" });
  await side.finalize(sample);
  await side.release();
  await side.import("orders", [red()]);
  await side.rescreen();
  await side.release();
  expect(await listLines()).toEqual([
    "1 created watchlist-hit added 1",
    "2 final watchlist-hit final 1",
    "3 withdrawn watchlist-hit retracted 1",
  ]);
});

test("payments that became final together are told one by one, however many an event of staff's leaves unnamed", async () => {
  await side.import("orders", [green()]);
  await mine(...Array.from({ length: 30 }, (_, i) => ({ tx: `p${i}` })));
  await side.release();
  await side.finalize(sample);
  await side.release();
  const types = (await side.listTold(subscriberId)).map(({ payload }) => payload.type);
  expect(types).toEqual([...Array(30).fill("alert.created"), ...Array(30).fill("alert.final")]);
});
