import { AuditLine } from "@redflag/contract/audit-line";
import { exportAudit, listAudit, listAuditCheckpoints } from "@redflag/contract/http/routes/audit";
import type { AuditContent } from "@redflag/domain/audit";
import { appendAudit } from "@redflag/store/audit-append";
import { insertAuditCheckpoint } from "@redflag/store/audit-checkpoint";
import { beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../../../tests/test-database.ts";
import type { Call } from "../handler.ts";
import { auditHandlers } from "./audit.ts";

const db = await openTestDatabase();
const handlers = auditHandlers();

function entry(second: number, over: Partial<AuditContent> = {}): AuditContent {
  const actor = { kind: "user", id: "u1", name: "ann@example.org" } as const;
  return { actor, action: "user.create", outcome: "done", at: `2026-01-05T10:00:0${second}.000Z`, ...over };
}

beforeAll(async () => {
  const refused = {
    outcome: "refused",
    detail: { why: "forbidden" },
    requestId: "r1",
    ip: "::1",
    subject: "user:2",
  } as const;
  await appendAudit(db.kysely, [entry(1), entry(2, refused), entry(3), entry(4, { action: "audit.read" }), entry(5)]);
  for (const seq of [1, 2, 3]) {
    const [hash, signature] = ["00".repeat(32), Buffer.alloc(64).toString("base64")];
    await insertAuditCheckpoint(db.kysely, { database: "", seq, hash, at: entry(seq).at, keyId: hash, signature });
  }
});

/** What a handler is given, as far as these ask for it. */
function callOf<R extends typeof listAudit | typeof listAuditCheckpoints>(route: R, query: object): Call<R> {
  const call = { query: route.query.parse(query), read: (work: (db: unknown) => unknown) => work(db.kysely) };
  return call as unknown as Call<R>;
}

test("entries come as the contract says, the newest first, page after page with the same filters", async () => {
  const seqs: number[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await handlers.listAudit(callOf(listAudit, { action: "user.create", limit: "2", cursor }));
    expect(listAudit.answer.body.parse(body)).toEqual(body);
    seqs.push(...(body?.items ?? []).map(({ seq }) => seq));
    cursor = body?.next;
  } while (cursor !== undefined);
  expect(seqs).toEqual([5, 3, 2, 1]);
});

test("what only looked can be left out", async () => {
  const { body } = await handlers.listAudit(callOf(listAudit, { deeds: "true" }));
  expect(body?.items.map(({ seq }) => seq)).toEqual([5, 3, 2, 1]);
});

test("an entry says all that was recorded", async () => {
  const { body } = await handlers.listAudit(callOf(listAudit, { subject: "user:2" }));
  expect(body?.items).toMatchObject([
    { seq: 2, outcome: "refused", detail: { why: "forbidden" }, requestId: "r1", ip: "::1", subject: "user:2" },
  ]);
});

test("times bound it, and a cursor belongs to its filters", async () => {
  const between = { since: entry(2).at, until: entry(4).at };
  const { body } = await handlers.listAudit(callOf(listAudit, { ...between, limit: "1" }));
  expect(body?.items.map(({ seq }) => seq)).toEqual([3]);
  const other = handlers.listAudit(callOf(listAudit, { limit: "1", cursor: body?.next }));
  await expect(other).rejects.toMatchObject({ code: "cursor_foreign" });
});

test("a checkpoint that is read here is one that left the host, and verifies as that does", async () => {
  const { body } = await handlers.listAuditCheckpoints(callOf(listAuditCheckpoints, { limit: "1" }));
  const [checkpoint] = body?.items ?? [];
  const { rows } = await db.pool.query("select id from audit_chain");
  expect(checkpoint?.database).toBe(rows[0].id);
  expect(AuditLine.parse({ kind: "checkpoint", ...checkpoint })).toEqual({ kind: "checkpoint", ...checkpoint });
});

test("checkpoints come the newest first, page after page", async () => {
  const first = (await handlers.listAuditCheckpoints(callOf(listAuditCheckpoints, { limit: "2" }))).body;
  expect(listAuditCheckpoints.answer.body.parse(first)).toEqual(first);
  const query = { limit: "2", cursor: first?.next };
  const second = (await handlers.listAuditCheckpoints(callOf(listAuditCheckpoints, query))).body;
  expect([first, second].map((page) => page?.items.map(({ seq }) => seq))).toEqual([[3, 2], [1]]);
  expect(second?.next).toBeUndefined();
});

test("parts of it follow each other, and together are what the command line exports", async () => {
  const call = (query: object) =>
    ({
      query: exportAudit.query.parse(query),
      read: (work: (db: unknown) => unknown) => work(db.kysely),
      tell: () => {},
    }) as unknown as Call<typeof exportAudit>;
  const linesOf = async (query: object) => {
    const { file } = await handlers.exportAudit(call(query));
    return (file?.bytes.toString() ?? "")
      .trimEnd()
      .split("\n")
      .map((line) => AuditLine.parse(JSON.parse(line)));
  };
  const [whole, first, second, last] = [
    await linesOf({}),
    await linesOf({ rows: 2 }),
    await linesOf({ from: 3, rows: 2 }),
    await linesOf({ from: 5, rows: 2 }),
  ];
  const rowsOf = (lines: AuditLine[]) => lines.filter(({ kind }) => kind === "row");
  expect([...rowsOf(first), ...rowsOf(second), ...rowsOf(last)]).toEqual(rowsOf(whole));
  expect([first, second, last].map((lines) => lines.at(-1))).toMatchObject([
    { kind: "end", lastSeq: 2 },
    { kind: "end", lastSeq: 4 },
    { kind: "end", lastSeq: 5 },
  ]);
  expect(rowsOf(last)).toHaveLength(1);
});
