import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { addUser, after, hash32, MINUTE_MS, NOW } from "./people.samples.ts";
import {
  endSession,
  endSessions,
  findSession,
  insertSession,
  listSessions,
  SESSION_IDLE_MS,
  touchSession,
} from "./session.ts";

const db = await openTestDatabase();
const LIFE_MS = 12 * 60 * MINUTE_MS;

/** Opens one; the token's hash is that of its id. */
async function open(userId: string, now = NOW): Promise<{ id: string; tokenHash: Buffer }> {
  const id = randomUUID();
  const tokenHash = hash32(id);
  const expiresAt = new Date(now.getTime() + LIFE_MS);
  await insertSession(db.kysely, { tokenHash, id, userId, csrfToken: "csrf", userAgent: "Firefox", now, expiresAt });
  return { id, tokenHash };
}

test("a session is found by its token's hash, with its person", async () => {
  const user = await addUser(db.kysely, "ada@fiu.example");
  const { id, tokenHash } = await open(user.id);
  const session = {
    id,
    userId: user.id,
    csrfToken: "csrf",
    userAgent: "Firefox",
    createdAt: NOW,
    lastSeenAt: NOW,
    expiresAt: after(LIFE_MS),
  };
  expect(await findSession(db.kysely, tokenHash, NOW)).toEqual({ session, user });
  expect(await findSession(db.kysely, hash32("guess"), NOW)).toBeUndefined();
  expect(await listSessions(db.kysely, user.id, NOW)).toEqual([session]);
});

test("it ends when it lies idle, however long it may live; use keeps it, until its time is over", async () => {
  const user = await addUser(db.kysely, "bob@fiu.example");
  const { tokenHash } = await open(user.id);
  const isOpen = async (now: Date) => (await findSession(db.kysely, tokenHash, now)) !== undefined;
  expect(await isOpen(after(SESSION_IDLE_MS - 1))).toBe(true);
  expect(await isOpen(after(SESSION_IDLE_MS))).toBe(false);
  for (let now = 0; now < LIFE_MS; now += SESSION_IDLE_MS / 2) await touchSession(db.kysely, tokenHash, after(now));
  expect(await isOpen(after(LIFE_MS - 1))).toBe(true);
  expect(await isOpen(after(LIFE_MS))).toBe(false);
  expect(await listSessions(db.kysely, user.id, after(LIFE_MS))).toEqual([]);
});

test("a use is noted once a minute, and never sets the time back", async () => {
  const user = await addUser(db.kysely, "eve@fiu.example");
  const { tokenHash } = await open(user.id);
  const seen = async (now: Date) => {
    await touchSession(db.kysely, tokenHash, now);
    return (await findSession(db.kysely, tokenHash, NOW))?.session.lastSeenAt;
  };
  expect(await seen(after(MINUTE_MS - 1))).toEqual(NOW);
  expect(await seen(after(MINUTE_MS))).toEqual(after(MINUTE_MS));
  expect(await seen(after(5))).toEqual(after(MINUTE_MS));
});

test("a session is ended once, by its owner, alone or with all but one", async () => {
  const user = await addUser(db.kysely, "kim@fiu.example");
  const other = await addUser(db.kysely, "lee@fiu.example");
  const first = await open(user.id);
  const second = await open(user.id, after(1));
  const third = await open(user.id, after(2));
  const foreign = await open(other.id);
  const openIds = async () => (await listSessions(db.kysely, user.id, after(3))).map(({ id }) => id);
  expect(await openIds()).toEqual([third.id, second.id, first.id]);
  expect(await endSession(db.kysely, foreign.id, user.id, after(3))).toBe(false);
  expect(await endSession(db.kysely, first.id, user.id, after(3))).toBe(true);
  expect(await endSession(db.kysely, first.id, user.id, after(3))).toBe(false);
  expect(await findSession(db.kysely, first.tokenHash, after(3))).toBeUndefined();
  expect(await endSessions(db.kysely, user.id, after(3), second.id)).toBe(1);
  expect(await openIds()).toEqual([second.id]);
  expect(await endSessions(db.kysely, user.id, after(3))).toBe(1);
  expect(await findSession(db.kysely, foreign.tokenHash, after(3))).toBeDefined();
});
