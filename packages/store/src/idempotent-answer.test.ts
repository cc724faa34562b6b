import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { deleteIdempotentAnswers, findIdempotentAnswer, insertIdempotentAnswer } from "./idempotent-answer.ts";
import { after, hash32, NOW } from "./people.samples.ts";
import { insertSubscriber, listSubscribers } from "./subscriber.ts";
import { inTransaction } from "./transaction.ts";

const db = await openTestDatabase();
const answer = {
  caller: "user:1",
  key: "k",
  requestHash: hash32("r"),
  status: 201,
  body: { a: ["é", null] },
  now: NOW,
};

test("an answer is kept under its caller's key", async () => {
  expect(await insertIdempotentAnswer(db.kysely, answer)).toBe("inserted");
  expect(await findIdempotentAnswer(db.kysely, "user:1", "k")).toEqual({
    requestHash: hash32("r"),
    status: 201,
    body: { a: ["é", null] },
    createdAt: NOW,
  });
  expect(await findIdempotentAnswer(db.kysely, "user:2", "k")).toBeUndefined();
  expect(await insertIdempotentAnswer(db.kysely, { ...answer, caller: "user:2", status: 204, body: undefined })).toBe(
    "inserted",
  );
  expect(await findIdempotentAnswer(db.kysely, "user:2", "k")).not.toHaveProperty("body");
});

test("of the same request many times at once, one has its effect", async () => {
  const write = (number: number) =>
    inTransaction(db, async (tx) => {
      await insertSubscriber(tx, { id: crypto.randomUUID(), name: `Kumru ${number}` });
      if ((await insertIdempotentAnswer(tx, { ...answer, key: "race" })) === "taken") throw new Error("taken");
    });
  const outcomes = await Promise.allSettled(Array.from({ length: 6 }, (_, number) => write(number)));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await listSubscribers(db.kysely, { limit: 10 })).toHaveLength(1);
});

test("old answers go", async () => {
  await insertIdempotentAnswer(db.kysely, { ...answer, key: "newer", now: after(5) });
  expect(await deleteIdempotentAnswers(db.kysely, after(5))).toBe(3);
  expect(await findIdempotentAnswer(db.kysely, "user:1", "newer")).toBeDefined();
});
