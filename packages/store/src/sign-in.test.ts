import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { addUser, after, MINUTE_MS, NOW } from "./people.samples.ts";
import { claimAttempt, LOCK_AFTER_FAILURES, lockedUntilAfter, recordRightPassword } from "./sign-in.ts";
import { inTransaction } from "./transaction.ts";
import { findUser, insertUser, type StoredUser, updateUser } from "./user.ts";

const db = await openTestDatabase();
let ada: StoredUser;
beforeEach(async () => {
  ada = await addUser(db.kysely, `${randomUUID()}@fiu.example`);
});

const claim = (now: Date, email = ada.email) => inTransaction(db, (tx) => claimAttempt(tx, email, now));

test("each fifth wrong password locks, twice as long each time, a day at most; the hundredth for good", () => {
  const minutes = (failedCount: number) => {
    const until = lockedUntilAfter(failedCount, NOW);
    return until && (until.getTime() - NOW.getTime()) / MINUTE_MS;
  };
  expect([0, 1, 4, 5, 6, 9, 10, 15, 35, 40].map(minutes)).toEqual([
    undefined,
    undefined,
    undefined,
    15,
    undefined,
    undefined,
    30,
    60,
    960,
    1440,
  ]);
  expect(minutes(95)).toBe(1440);
  expect(lockedUntilAfter(100, NOW)?.getUTCFullYear()).toBe(9999);
  expect(lockedUntilAfter(101, NOW)?.getUTCFullYear()).toBe(9999);
});

test("the fifth is still tried; then none for a quarter of an hour; then five more", async () => {
  for (let attempt = 1; attempt <= LOCK_AFTER_FAILURES; attempt++) {
    const until = attempt === LOCK_AFTER_FAILURES ? after(15 * MINUTE_MS) : undefined;
    expect(await claim(NOW)).toMatchObject({ outcome: "try", passwordHash: "$argon2id$…" });
    expect(await findUser(db.kysely, ada.id)).toMatchObject({
      failedCount: attempt,
      ...(until && { lockedUntil: until }),
    });
  }
  expect(await claim(after(1))).toMatchObject({ outcome: "locked", until: after(15 * MINUTE_MS) });
  expect(await claim(after(15 * MINUTE_MS - 1))).toMatchObject({ outcome: "locked" });
  // What was refused is not counted.
  const later = after(15 * MINUTE_MS);
  for (let attempt = 1; attempt <= LOCK_AFTER_FAILURES; attempt++)
    expect(await claim(later)).toMatchObject({ outcome: "try" });
  expect(await claim(later)).toMatchObject({ outcome: "locked", until: after(45 * MINUTE_MS) });
});

test("a right password takes back what was counted, and the lock of its own attempt", async () => {
  for (let attempt = 1; attempt <= LOCK_AFTER_FAILURES; attempt++) await claim(NOW);
  await recordRightPassword(db.kysely, ada.id);
  expect(await findUser(db.kysely, ada.id)).toEqual(ada);
  expect(await claim(NOW)).toMatchObject({ outcome: "try", user: { failedCount: 1 } });
});

test("after a hundred in a row only an admin opens it", async () => {
  let now = NOW;
  let tried = 0;
  for (;;) {
    const attempt = await claim(now);
    if (attempt.outcome === "try") tried++;
    else if (attempt.outcome === "locked" && attempt.until.getUTCFullYear() < 9999) now = attempt.until;
    else break;
  }
  expect(tried).toBe(100);
  expect(now.getTime() - NOW.getTime()).toBeGreaterThan(13 * 24 * 60 * MINUTE_MS);
  await inTransaction(db, (tx) => updateUser(tx, { id: ada.id, patch: { unlock: true } }));
  expect(await claim(now)).toMatchObject({ outcome: "try", user: { failedCount: 1 } });
});

test("of a hundred guesses at once, five are tried", async () => {
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => claim(NOW)));
  const counts = Object.groupBy(outcomes, ({ outcome }) => outcome);
  expect([counts.try?.length, counts.locked?.length]).toEqual([LOCK_AFTER_FAILURES, 100 - LOCK_AFTER_FAILURES]);
});

test("nobody, a closed account and one without a password are one answer", async () => {
  const closed = await addUser(db.kysely, "closed@x.example");
  await inTransaction(db, (tx) => updateUser(tx, { id: closed.id, patch: { disabledAt: NOW } }));
  const oidc = { issuer: "https://id.example", subject: "7" };
  await insertUser(db.kysely, { id: randomUUID(), email: "oidc@x.example", name: "O", roles: ["ops"], oidc });
  for (const email of ["nobody@x.example", "closed@x.example", "oidc@x.example"]) {
    expect(await claim(NOW, email)).toEqual({ outcome: "unknown" });
  }
  expect(await claim(NOW, ada.email.toUpperCase())).toMatchObject({ outcome: "try" });
});
