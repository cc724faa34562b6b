import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { auditContent } from "./audit.samples.ts";
import { auditHash, auditText, checkpointText, GENESIS_HASH } from "./audit.ts";

test("an entry's text is canonical JSON without what is absent", () => {
  const content = auditContent({
    subject: "user:2",
    detail: { b: 1, a: [true, undefined] },
    requestId: undefined as never,
  });
  expect(auditText(content)).toBe(
    '{"action":"user.create","actor":{"id":"u1","kind":"user","name":"ann@example.org"},' +
      '"at":"2026-01-05T10:00:00.000Z","detail":{"a":[true,null],"b":1},"outcome":"done","subject":"user:2"}',
  );
});

test("the hash of a row is the one that these bytes have", () => {
  const text = auditText(auditContent({ subject: "é🦊" }));
  const bytes = Buffer.concat([Buffer.alloc(32), Buffer.from("0000000000000102", "hex"), Buffer.from(text)]);
  expect(auditHash(GENESIS_HASH, 0x102, text)).toBe(createHash("sha256").update(bytes).digest("hex"));
});

test("what is signed names the database, the row, its hash and the time", () => {
  const checkpoint = { database: "d", seq: 7, hash: "ff", at: "2026-01-05T10:00:00.000Z" };
  expect(checkpointText(checkpoint)).toBe(
    'redflag/audit-checkpoint/1\n{"at":"2026-01-05T10:00:00.000Z","database":"d","hash":"ff","seq":7}',
  );
});

test("whatever characters a request holds, its entry has a text that PostgreSQL can hold", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.jsonValue({ maxDepth: 1 }), (subject, value) => {
      const hostile = `${subject}\u0000\ud800\\u0000`;
      const text = auditText(auditContent({ subject: hostile, detail: { [hostile]: value } }));
      const kept = hostile.toWellFormed().replaceAll("\0", "\uFFFD");
      expect(JSON.parse(text).subject).toBe(kept);
      expect(Object.keys(JSON.parse(text).detail)).toEqual([kept]);
      expect(text.isWellFormed()).toBe(true);
      const words: unknown[] = [];
      JSON.parse(text, (...pair) => words.push(...pair));
      expect(words.some((word) => typeof word === "string" && word.includes("\0"))).toBe(false);
    }),
  );
});
