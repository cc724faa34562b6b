import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { checkpointText } from "@redflag/domain/audit";
import { signatureVerifier } from "@redflag/reports/public-key";
import { createLogger } from "@redflag/runtime/logger";
import { appendAudit } from "@redflag/store/audit-append";
import { listAuditCheckpoints } from "@redflag/store/audit-checkpoint";
import { type Database, openDatabase } from "@redflag/store/database";
import { afterAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { deliverCheckpoints, makeCheckpoint, startAuditCheckpoints } from "./audit-checkpoints.ts";
import { openAuditKey } from "./audit-key.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-checkpoints-"));
afterAll(() => rmSync(directory, { recursive: true }));
const keyPath = join(directory, "key.pem");
const key = await openAuditKey(keyPath);
const verify = signatureVerifier([{ from: "key", pem: key.publicPem }]);
const logger = createLogger({ service: "test", level: "silent" });

async function open(): Promise<Database> {
  const db = await openDatabase({ url: await createTestDatabaseUrl(), applicationName: "test", poolMax: 4 });
  afterAll(() => db.close());
  return db;
}

async function append({ kysely }: Database): Promise<void> {
  const actor = { kind: "system", id: "", name: "test" } as const;
  await appendAudit(kysely, [{ actor, action: "test", outcome: "done", at: "2026-01-05T10:00:00.000Z" }]);
}

const at = (time: string) => () => new Date(time);
const DAY_MS = 86_400_000;

test("it is signed for the last row, once, and again when a day has passed and something happened", async () => {
  const db = await open();
  const make = (time: string) => makeCheckpoint({ db, key, now: at(time) }, { ageMsMin: DAY_MS });
  expect(await make("2026-01-05T10:00:00.000Z")).toBeUndefined();
  await append(db);
  const both = await Promise.all([make("2026-01-05T10:00:00.000Z"), make("2026-01-05T10:00:00.000Z")]);
  const [made] = both.filter((each) => each !== undefined);
  expect(both.filter((each) => each === undefined)).toHaveLength(1);
  expect(made).toMatchObject({ seq: 1, keyId: key.id, at: "2026-01-05T10:00:00.000Z" });
  if (made !== undefined) expect(verify(key.id, checkpointText(made), made.signature)).toBe("valid");
  await append(db);
  expect(await make("2026-01-06T09:59:59.999Z")).toBeUndefined();
  expect(await make("2026-01-06T10:00:00.000Z")).toMatchObject({ seq: 2 });
  expect(await make("2026-01-09T10:00:00.000Z")).toBeUndefined();
  expect(await listAuditCheckpoints(db.kysely, { limit: 1 })).toMatchObject([{ seq: 2 }]);
  expect(await listAuditCheckpoints(db.kysely, { limit: 9, before: { seq: 2, keyId: key.id } })).toEqual([made]);
});

test("another key signs for the same row again", async () => {
  const db = await open();
  await append(db);
  const other = await openAuditKey(join(directory, "next.pem"));
  expect(await makeCheckpoint({ db, key })).toMatchObject({ seq: 1, keyId: key.id });
  expect(await makeCheckpoint({ db, key: other })).toMatchObject({ seq: 1, keyId: other.id });
});

test("each leaves once to a file, on a line of its own even after a write that was cut short", async () => {
  const db = await open();
  const path = join(directory, "left.ndjson");
  const place = { kind: "file", path } as const;
  await append(db);
  const first = await makeCheckpoint({ db, key });
  const delivered = await Promise.all([deliverCheckpoints({ db, key, place }), deliverCheckpoints({ db, key, place })]);
  expect(delivered.toSorted()).toEqual([0, 1]);
  appendFileSync(path, '{"kind":"check');
  await append(db);
  const second = await makeCheckpoint({ db, key });
  expect(await deliverCheckpoints({ db, key, place })).toBe(1);
  const lines = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  expect(lines.map((line) => (line.endsWith("}") ? JSON.parse(line) : line))).toEqual([
    { kind: "checkpoint", ...first },
    '{"kind":"check',
    { kind: "checkpoint", ...second },
  ]);
  await expect(db.pool.query("update audit_checkpoint set left_at = now()")).rejects.toThrow("only grows");
});

test("what could not leave is kept, told without the URL's secrets, and leaves later in its order", async () => {
  const db = await open();
  const received: string[] = [];
  let status = 503;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (status === 200) received.push(body);
    response.writeHead(status, { location: "/elsewhere" }).end("x".repeat(100));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const place = { kind: "url", url: `http://127.0.0.1:${port}/hunter2?token=hunter2` } as const;

  await append(db);
  const first = await makeCheckpoint({ db, key });
  for (status of [503, 302]) {
    const failed = deliverCheckpoints({ db, key, place });
    await expect(failed).rejects.toMatchObject({
      code: "audit_undelivered",
      detail: `127.0.0.1:${port} answered with HTTP ${status}`,
    });
  }
  await append(db);
  const second = await makeCheckpoint({ db, key });
  status = 200;
  expect(await deliverCheckpoints({ db, key, place })).toBe(2);
  expect(received.map((body) => JSON.parse(body))).toEqual(
    [first, second].map((each) => ({ kind: "checkpoint", ...each })),
  );
  server.close();

  await append(db);
  await makeCheckpoint({ db, key });
  await expect(deliverCheckpoints({ db, key, place })).rejects.toMatchObject({
    detail: `127.0.0.1:${port}: ECONNREFUSED`,
  });
});

test("a process signs at its start and for what happened since at its close, even where none can leave", async () => {
  const db = await open();
  await append(db);
  const place = { kind: "file", path: join(directory, "nowhere", "left.ndjson") } as const;
  const running = startAuditCheckpoints({ db, key, place, logger });
  await expect.poll(() => listAuditCheckpoints(db.kysely, { limit: 9 })).toHaveLength(1);
  await append(db);
  await running.close();
  const all = await listAuditCheckpoints(db.kysely, { limit: 9 });
  expect(all.map(({ seq, leftAt }) => [seq, leftAt])).toEqual([
    [2, undefined],
    [1, undefined],
  ]);
});
