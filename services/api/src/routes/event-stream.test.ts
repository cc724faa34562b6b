import { createClient } from "@redflag/contract/http/create-client";
import { StreamEnd } from "@redflag/contract/http/event-stream";
import { followEvents } from "@redflag/contract/http/follow-events";
import { ProblemDocument } from "@redflag/contract/http/problem-document";
import { ReleasedEvent } from "@redflag/contract/http/routes/subscribers";
import { insertSampleAlert, insertSampleEvents } from "@redflag/store/feed.samples";
import { insertReleasedEvents } from "@redflag/store/released-event";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { type ApiMetrics, createApiMetrics } from "../api-metrics.ts";
import { STREAM_SETTINGS, type StreamSettings } from "../streams/stream-settings.ts";
import { openLogins } from "../testing/open-logins.ts";
import { openStream } from "../testing/open-stream.ts";
import { openTestApi } from "../testing/open-test-api.ts";
import { seedKey, seedSession, seedSubscriber } from "../testing/seed-callers.ts";
import { PAYLOAD } from "../testing/seed-events.ts";
import { testHandlers } from "../testing/test-handlers.ts";

const { db, staff, exchange } = await openLogins();
await insertSampleAlert(db.pool);

/** An API of its own settings on the one database; it looks often, so that no test waits. */
async function openApi(
  streams: Partial<StreamSettings> = {},
  { now, metrics }: { now?: () => Date; metrics?: ApiMetrics } = {},
) {
  const api = await openTestApi({
    db: staff,
    exchange,
    handlers: testHandlers(staff),
    settings: { streams: { ...STREAM_SETTINGS, pollMs: 10, recheckMs: 10, ...streams } },
    ...(now && { now }),
    ...(metrics && { metrics }),
  });
  return { ...api, url: `${api.baseUrl}/v1/stream` };
}

const clock = { now: new Date() };
const { url, baseUrl, audit } = await openApi();
const short = await openApi({ heartbeatMs: 10, lifetimeMs: 200 });
const few = await openApi({ callerMax: 2, audienceMax: 3 });
const timed = await openApi({}, { now: () => clock.now });
const closing = await openApi();
const registry = new Registry();
const hasty = await openApi({ slowMs: 20, lingerMs: 20 }, { metrics: createApiMetrics(registry, db) });
const analyst = bearer((await seedKey(db, "analyst")).secret);

function bearer(secret: string) {
  return { authorization: `Bearer ${secret}` };
}

async function addExchange() {
  const subscriberId = await seedSubscriber(db);
  const { secret, id } = await seedKey(db, "exchange", { subscriberId });
  const release = (...numbers: number[]) =>
    db.kysely.transaction().execute((tx) =>
      insertReleasedEvents(
        tx,
        subscriberId,
        numbers.map((number) => ({ eventId: eventId(number), payload: PAYLOAD })),
      ),
    );
  return { subscriberId, keyId: id, secret, headers: bearer(secret), release };
}

const eventId = (number: number) => `0x${number.toString(16).padStart(64, "0")}` as const;

const addEvents = (...names: string[]) => insertSampleEvents(db.pool, names, () => PAYLOAD);

async function problemOf(headers: Record<string, string>, query = "", at = url) {
  const response = await fetch(at + query, { headers });
  return { status: response.status, code: ProblemDocument.parse(await response.json()).code };
}

test("staff are told of every event once it is committed, and from any id of what came behind it", async () => {
  await addEvents("before");
  const listed = createClient({ baseUrl, key: analyst.authorization.slice(7) });
  await expect.poll(async () => (await listed.listEvents()).body.items.length).toBe(1);
  const live = await openStream(url, analyst);
  expect(await live.next()).toEqual({ event: "message", id: expect.stringMatching(/^0x/), retryMs: 2_000 });

  const late = await db.pool.connect();
  await late.query("begin");
  await insertSampleEvents(late, ["late"], () => PAYLOAD);
  await addEvents("first", "second");
  const came = [await live.next(), await live.next()];
  await late.query("commit");
  late.release();
  came.push(await live.next());

  const { items } = (await listed.listEvents()).body;
  expect(items).toHaveLength(4);
  expect(came.map((frame) => frame?.id)).toEqual(items.slice(1).map(({ id }) => id));
  expect(came.map((frame) => ReleasedEvent.parse(JSON.parse(frame?.data ?? "")))).toEqual(items.slice(1));
  expect(new Set(came.map((frame) => frame?.event))).toEqual(new Set(["alert.created"]));
  expect((await listed.getEvent({ params: { id: items[3]?.id ?? "" } })).body).toEqual(items[3]);

  for (const [at, { id }] of items.slice(0, -1).entries()) {
    const [byHeader, byQuery] = await Promise.all([
      openStream(`${url}?after=start`, { ...analyst, "last-event-id": id }),
      openStream(`${url}?after=${id}`, analyst),
    ]);
    for (const resumed of [byHeader, byQuery]) {
      expect((await resumed.next())?.id).toBe(id);
      for (const left of items.slice(at + 1)) expect((await resumed.next())?.id).toBe(left.id);
      resumed.hangUp();
    }
  }
  const all = await openStream(`${url}?after=start`, analyst);
  expect((await all.next())?.id).toBe("start");
  for (const { id } of items) expect((await all.next())?.id).toBe(id);
  all.hangUp();
  live.hangUp();
});

test("an exchange is sent what was released to it and not a byte else, whatever happens inside", async () => {
  const [ours, theirs] = [await addExchange(), await addExchange()];
  await ours.release(1);
  const { body } = await createClient({ baseUrl, key: ours.secret }).listEvents();
  const stream = await openStream(`${url}?after=start`, ours.headers);
  const told = [await stream.next(), await stream.next()];
  expect(told[1]?.id).toBe(eventId(1));
  expect(told.map((frame) => frame?.data).slice(1)).toEqual([JSON.stringify(body.items[0])]);
  const before = stream.text;

  const inside = await openStream(url, analyst);
  await inside.next();
  for (let i = 0; i < 20; i++) await addEvents(`inside ${i}`);
  for (let i = 0; i < 20; i++) await inside.next();
  await theirs.release(2, 3);
  await ours.release(4);
  const next = await stream.next();
  expect(next?.id).toBe(eventId(4));
  expect(stream.text.slice(before.length)).toBe(`id: ${next?.id}\nevent: ${next?.event}\ndata: ${next?.data}\n\n`);
  expect(await problemOf(ours.headers, `?after=${eventId(2)}`)).toEqual({ status: 400, code: "cursor_foreign" });
  const [{ id: insideId } = { id: "" }] = (
    await createClient({ baseUrl, key: analyst.authorization.slice(7) }).listEvents()
  ).body.items;
  expect(await problemOf(ours.headers, `?after=${insideId}`)).toEqual({ status: 400, code: "cursor_foreign" });
  stream.hangUp();
  inside.hangUp();
});

test("a place that is none is refused, and what is sent is nothing that a proxy keeps", async () => {
  expect(await problemOf(analyst, "?after=soon")).toEqual({ status: 400, code: "request_invalid" });
  expect(await problemOf({ ...analyst, "last-event-id": "7" })).toEqual({ status: 400, code: "request_invalid" });
  expect(await problemOf(analyst, `?after=${eventId(99)}`)).toEqual({ status: 400, code: "cursor_foreign" });
  const stream = await openStream(url, analyst);
  expect(stream.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
  expect(stream.headers["cache-control"]).toBe("no-store");
  expect(stream.headers["x-accel-buffering"]).toBe("no");
  expect(stream.headers["content-security-policy"]).toContain("default-src 'none'");
  stream.hangUp();
  const entries = audit.filter(({ action }) => action === "event.follow");
  expect(entries.at(-1)).toMatchObject({ outcome: "done", actor: { kind: "key" }, detail: { after: "now" } });
  expect(entries.filter(({ outcome }) => outcome === "refused").length).toBeGreaterThan(2);
});

test("a stream on which nothing happens is kept open by comments, and ends when it has been long enough", async () => {
  const stream = await openStream(short.url, analyst);
  const frames = await stream.until("end");
  expect(JSON.parse(frames.at(-1)?.data ?? "")).toEqual({ reason: "expired" });
  expect(frames.at(-1)?.id).toBeUndefined();
  expect(stream.text).toContain("\n\n:\n\n:\n\n");
  expect(await stream.next()).toBeUndefined();
});

test("so many are open and no more: of one caller, and of each audience for itself", async () => {
  const { url } = few;
  const ours = await addExchange();
  const second = bearer((await seedKey(db, "exchange", { subscriberId: ours.subscriberId })).secret);
  const supervisor = bearer((await seedKey(db, "supervisor")).secret);
  const [kept] = [await openStream(url, analyst), await openStream(url, analyst)];
  expect(await problemOf(analyst, "", url)).toEqual({ status: 429, code: "streams_exceeded" });
  await openStream(url, supervisor);
  expect(await problemOf(supervisor, "", url)).toEqual({ status: 503, code: "streams_full" });
  await openStream(url, ours.headers);
  await openStream(url, second);
  expect(await problemOf(second, "", url), "keys of one exchange count together").toEqual({
    status: 429,
    code: "streams_exceeded",
  });
  kept.hangUp();
  await expect
    .poll(() =>
      openStream(url, supervisor).then(
        () => "open",
        () => "refused",
      ),
    )
    .toBe("open");
});

test("it ends when its key is revoked, its session is over, or its caller may no longer read", async () => {
  const { url } = timed;
  const reasonOf = async (stream: Awaited<ReturnType<typeof openStream>>) =>
    StreamEnd.parse(JSON.parse((await stream.until("end")).at(-1)?.data ?? "")).reason;

  const key = await seedKey(db, "analyst");
  const byKey = await openStream(url, bearer(key.secret));
  await db.pool.query("update api_key set revoked_at = now() where id = $1", [key.id]);
  expect(await reasonOf(byKey)).toBe("unauthenticated");

  const person = await seedSession(db, ["analyst"]);
  const bySession = await openStream(url, { cookie: person.cookie });
  await db.pool.query("update app_user set roles = '{ops}' where id = $1", [person.userId]);
  expect(await reasonOf(bySession)).toBe("changed");
  expect(await problemOf({ cookie: person.cookie }, "", url)).toEqual({ status: 403, code: "forbidden" });

  const { cookie } = await seedSession(db, ["analyst"], { expiresAt: new Date(clock.now.getTime() + 600_000) });
  const untilThen = await openStream(url, { cookie });
  await untilThen.next();
  clock.now = new Date(clock.now.getTime() + 600_001);
  expect(await reasonOf(untilThen)).toBe("unauthenticated");
});

test("an API that closes says so on every stream and waits for none", async () => {
  const { url, app } = closing;
  const ours = await addExchange();
  const streams = [await openStream(url, analyst), await openStream(url, ours.headers)];
  await Promise.all(streams.map((stream) => stream.next()));
  await app.close();
  for (const stream of streams) {
    expect(await stream.next()).toEqual({ event: "end", data: '{"reason":"closing"}' });
    expect(await stream.next()).toBeUndefined();
  }
});

test("whoever takes nothing is dropped, and goes on from the last that came", async () => {
  const names = Array.from({ length: 40 }, (_, index) => `large ${index}`);
  const stream = await openStream(hasty.url, analyst);
  await stream.next();
  await insertSampleEvents(db.pool, names, () => ({ ...PAYLOAD, filler: "x".repeat(400_000) }));
  const metric = async (line: string) => (await registry.metrics()).includes(line);
  const dropped = 'redflag_api_stream_ends_total{audience="staff",reason="slow"} 1';
  await expect.poll(() => metric(dropped), { timeout: 10_000 }).toBe(true);
  expect(await metric('redflag_api_streams{audience="staff"} 0')).toBe(true);
  let last = "";
  let came = 0;
  try {
    for (let frame = await stream.next(); frame?.event === "alert.created"; frame = await stream.next()) {
      last = frame.id ?? "";
      came++;
    }
  } catch {
    // Cut off in the midst of one, which is then not read.
  }
  expect(came).toBeGreaterThan(0);
  expect(came).toBeLessThan(names.length);
  const resumed = await openStream(url, { ...analyst, "last-event-id": last });
  for (let left = names.length - came; left > 0; left--) await resumed.next();
  const end = await resumed.next();
  expect(end?.id).not.toBe(last);
  const [{ id } = { id: undefined }] = (await db.pool.query("select event_id as id from feed order by position desc"))
    .rows;
  expect(end?.id).toBe(`0x${id.toString("hex")}`);
  resumed.hangUp();
});

test("without notices the poll finds what came", async () => {
  const stream = await openStream(url, analyst);
  await stream.next();
  await db.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %'");
  await addEvents("after the notices were lost");
  expect((await stream.next())?.event).toBe("alert.created");
  stream.hangUp();
});

test("the client goes on over streams that end, each event once", async () => {
  const ours = await addExchange();
  await ours.release(10, 11);
  const ending = new AbortController();
  const seen: string[] = [];
  const options = { baseUrl: short.baseUrl, key: ours.secret, fetch: hurried };
  for await (const { id } of followEvents(options, { after: "start", signal: ending.signal })) {
    seen.push(id);
    if (seen.length === 2) await ours.release(12);
    if (seen.length === 3) await ours.release(13);
    if (seen.length === 4) ending.abort();
  }
  expect(seen).toEqual([10, 11, 12, 13].map(eventId));
});

/** As a server that lets its clients come back at once. */
async function hurried(...given: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(...given);
  const hurry = new TransformStream<string, string>({
    transform: (chunk, controller) => controller.enqueue(chunk.replace("retry: 2000", "retry: 1")),
  });
  const body = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(hurry);
  return new Response(body?.pipeThrough(new TextEncoderStream()) ?? null, response);
}
