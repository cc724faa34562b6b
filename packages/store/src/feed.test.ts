import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../tests/test-database.ts";
import { openDatabase } from "./database.ts";
import { insertSampleAlert, insertSampleEvents } from "./feed.samples.ts";
import { FEED_CHANNEL, feedEvent, findFeedEnd, findFeedWaiting, listFeedAfter, placeEvents } from "./feed.ts";
import { listenFor } from "./listen.ts";
import { readOne } from "./visibility.ts";

const url = await createTestDatabaseUrl();
const db = await openDatabase({ url, applicationName: "test" });
const staff = await openDatabase({ url: urlOf("redflag_api", url), applicationName: "test" });
const clients: pg.Client[] = [];
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await Promise.all([db.close(), staff.close()]);
});

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(url);
  client.on("error", () => undefined);
  await client.connect();
  clients.push(client);
  return client;
}

const [one, two, three] = [await connect(), await connect(), await connect()];
const [first, second] = [await connect(), await connect()];
await insertSampleAlert(db.pool);

beforeEach(async () => {
  await db.pool.query("truncate feed, feed_pending, event");
});

async function readNames(position = 0): Promise<string[]> {
  const events = await listFeedAfter(staff.kysely, position, 1_000);
  return events.map(({ payload }) => (payload as { name: string }).name);
}

async function placeAll(): Promise<void> {
  while (await placeEvents(staff.kysely, 2));
}

test("what a transaction held open commits last is read last, and nobody passes over it", async () => {
  await one.query("begin");
  await insertSampleEvents(one, ["early a", "early b"]);
  await insertSampleEvents(two, ["late a"]);
  await placeAll();
  // Its identity is the higher one: whoever reads on from there by identity never sees what is committed now.
  const [seen] = await listFeedAfter(staff.kysely, 0, 10);
  expect(seen?.payload).toEqual({ name: "late a" });
  await insertSampleEvents(two, ["late b"]);
  await placeAll();
  expect(await readNames()).toEqual(["late a", "late b"]);
  await one.query("commit");
  await placeAll();
  expect(await readNames()).toEqual(["late a", "late b", "early a", "early b"]);
  expect(await readNames(seen?.position)).toEqual(["late b", "early a", "early b"]);
});

test("of two that give places one gives them, and the other waits for nothing", async () => {
  await insertSampleEvents(one, ["a", "b"]);
  await first.query("begin; select place_events(1)");
  expect(await placeEvents(staff.kysely)).toBe(false);
  expect(await readNames()).toEqual([]);
  await first.query("commit");
  expect(await readNames()).toEqual(["a"]);
  await placeAll();
  expect(await readNames()).toEqual(["a", "b"]);
});

test("whoever is killed while giving places has given none, and the next one gives them", async () => {
  await insertSampleEvents(one, ["a", "b"]);
  const killed = await connect();
  await killed.query("begin; select place_events(10)");
  const { rows } = await killed.query("select pg_backend_pid() as pid, (select count(*)::int from feed) as placed");
  expect(rows[0].placed).toBe(2);
  const gone = new Promise((resolve) => killed.once("end", resolve));
  await db.pool.query("select pg_terminate_backend($1, 5000)", [rows[0].pid]);
  await gone;
  await placeAll();
  expect(await readNames()).toEqual(["a", "b"]);
  const end = await findFeedEnd(staff.kysely);
  expect(end?.position).toBe(2);
});

test("a snapshot taken before is refused and gives no place twice", async () => {
  await insertSampleEvents(one, ["a"]);
  await first.query("begin isolation level repeatable read; select");
  await placeAll();
  await insertSampleEvents(two, ["b"]);
  await expect(first.query("select place_events(10)")).rejects.toMatchObject({ code: "40001" });
  await first.query("rollback");
  await placeAll();
  expect(await readNames()).toEqual(["a", "b"]);
});

test("an event is found by its id, where it stands; what waits is told", async () => {
  await insertSampleEvents(one, ["a", "b"]);
  expect(await findFeedWaiting(staff.kysely)).toBeInstanceOf(Date);
  expect(await findFeedEnd(staff.kysely)).toBeUndefined();
  await placeAll();
  expect(await findFeedWaiting(staff.kysely)).toBeUndefined();
  const [, last] = await listFeedAfter(staff.kysely, 0, 10);
  expect(await readOne(staff, feedEvent(last?.eventId ?? "0x"))).toEqual(last);
  expect(await findFeedEnd(staff.kysely)).toEqual({ position: 2, eventId: last?.eventId });
  expect(await readOne(staff, feedEvent(`0x${"00".repeat(32)}`))).toBeUndefined();
});

test("whoever listens hears that events came, and no more once it has stopped or its connection is lost", async () => {
  let heard = Promise.withResolvers<void>();
  const lost = Promise.withResolvers<void>();
  const listener = { onNotice: () => heard.resolve(), onLost: () => lost.resolve() };
  const stop = await listenFor(staff, FEED_CHANNEL, listener);
  await insertSampleEvents(one, ["a"]);
  await heard.promise;
  await stop();
  heard = Promise.withResolvers();
  await listenFor(staff, FEED_CHANNEL, listener);
  await placeAll();
  await heard.promise;
  await db.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'");
  await lost.promise;
});

/** One thing that happens between statements of the others. */
type Step =
  | { kind: "insert" | "commit" | "rollback"; writer: number }
  | { kind: "place"; sequencer: number; countMax: number }
  | { kind: "settle" | "kill"; sequencer: number }
  | { kind: "read"; reader: number; limit: number }
  | { kind: "resume"; reader: number; at: number };

const writer = fc.nat(2);
const sequencer = fc.nat(1);
const reader = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("insert" as const), writer }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("commit" as const), writer }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("rollback" as const), writer }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("place" as const), sequencer, countMax: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("settle" as const, "kill" as const), sequencer }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("read" as const), reader, limit: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("resume" as const), reader, at: fc.nat(30) }) },
);

/** Three that write, two that give places, three that read: each in its own transaction, held open as long as the steps say. */
class World {
  readonly #writers = [one, two, three].map((client) => ({ client, open: [] as string[], isOpen: false }));
  readonly #sequencers = [first, second].map((client) => ({ client, isOpen: false }));
  readonly #readers = Array.from({ length: 3 }, () => ({ position: 0, from: 0, seen: [] as string[] }));
  readonly #writtenAt = new Map<string, number>();
  readonly #committedAt = new Map<string, number>();
  #now = 0;

  async take(step: Step): Promise<void> {
    this.#now++;
    switch (step.kind) {
      case "insert":
        return this.#insert(step.writer);
      case "commit":
      case "rollback":
        return this.#end(step.writer, step.kind);
      case "place":
        return this.#place(step.sequencer, step.countMax);
      case "settle":
      case "kill":
        return this.#settle(step.sequencer, step.kind === "settle" ? "commit" : "rollback");
      case "read":
        return this.#read(step.reader, step.limit);
      case "resume":
        return this.#resume(step.reader, step.at);
    }
  }

  /** Everything ends; then everybody has read the same, each event once, and nothing that was rolled back. */
  async rest(): Promise<void> {
    for (const index of this.#writers.keys()) await this.#end(index, "commit");
    for (const index of this.#sequencers.keys()) await this.#settle(index, "commit");
    await placeAll();
    const feed = await readNames();
    expect([...feed].sort()).toEqual([...this.#committedAt.keys()].sort());
    for (const [index, reader] of this.#readers.entries()) {
      await this.#read(index, 1_000);
      expect(reader.seen).toEqual(feed.slice(reader.from));
    }
    for (const [i, later] of feed.entries()) {
      const overtaken = feed.slice(0, i).filter((earlier) => this.#isBefore(later, earlier));
      expect(overtaken, "written after the other was committed, and read before it").toEqual([]);
    }
  }

  #isBefore(a: string, b: string): boolean {
    return (this.#committedAt.get(a) ?? 0) < (this.#writtenAt.get(b) ?? 0);
  }

  async #insert(index: number): Promise<void> {
    const writer = this.#writers[index];
    if (writer === undefined) return;
    if (!writer.isOpen) await writer.client.query("begin");
    writer.isOpen = true;
    const names = [`${this.#now} a`, `${this.#now} b`];
    await insertSampleEvents(writer.client, names);
    for (const name of names) this.#writtenAt.set(name, this.#now);
    writer.open.push(...names);
  }

  async #end(index: number, how: "commit" | "rollback"): Promise<void> {
    const writer = this.#writers[index];
    if (!writer?.isOpen) return;
    await writer.client.query(how);
    if (how === "commit") for (const name of writer.open) this.#committedAt.set(name, this.#now);
    writer.open = [];
    writer.isOpen = false;
  }

  async #place(index: number, countMax: number): Promise<void> {
    const sequencer = this.#sequencers[index];
    if (sequencer === undefined) return;
    if (!sequencer.isOpen) await sequencer.client.query("begin");
    sequencer.isOpen = true;
    await sequencer.client.query("select place_events($1)", [countMax]);
  }

  async #settle(index: number, how: "commit" | "rollback"): Promise<void> {
    const sequencer = this.#sequencers[index];
    if (!sequencer?.isOpen) return;
    await sequencer.client.query(how);
    sequencer.isOpen = false;
  }

  async #read(index: number, limit: number): Promise<void> {
    const reader = this.#readers[index];
    if (reader === undefined) return;
    for (const { position, payload } of await listFeedAfter(staff.kysely, reader.position, limit)) {
      reader.position = position;
      reader.seen.push((payload as { name: string }).name);
    }
  }

  /** Begins again behind an event that it has read: from there it reads what it would have read, and what it has. */
  async #resume(index: number, at: number): Promise<void> {
    const reader = this.#readers[index];
    if (reader === undefined || reader.seen.length === 0) return;
    const kept = at % reader.seen.length;
    const { rows } = await db.pool.query("select id from event where payload ->> 'name' = $1", [reader.seen[kept]]);
    const place = await readOne(staff, feedEvent(`0x${rows[0].id.toString("hex")}`));
    reader.position = place?.position ?? -1;
    reader.from = reader.position;
    reader.seen = [];
  }
}

test("however transactions, places and readers interleave, each reader sees each event once, in one order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      await db.pool.query("truncate feed, feed_pending, event");
      const world = new World();
      for (const each of steps) await world.take(each);
      await world.rest();
    }),
    { numRuns: 60 },
  );
}, 120_000);
