import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

const FOREIGN = expect.objectContaining({ code: "cursor_foreign" });

test("a cursor gives back where its list went on, whatever the page's size", () => {
  const after = fc.array(fc.oneof(fc.string({ unit: "grapheme", maxLength: 100 }), fc.maxSafeInteger()), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(after, (values) => {
      fc.pre(values.every((value) => typeof value === "number" || !value.includes("\0")));
      const cursor = encodeCursor("listAudit", { limit: 5, actor: "user:1", action: undefined }, values);
      expect(decodeCursor("listAudit", { actor: "user:1", limit: 9, cursor }, cursor)).toEqual(
        JSON.parse(JSON.stringify(values)),
      );
    }),
  );
});

test("of another list, or with other filters, it is foreign", () => {
  const cursor = encodeCursor("listUsers", { role: "admin", limit: 5 }, ["a"]);
  expect(() => decodeCursor("listUsers", { role: "ops", limit: 5 }, cursor)).toThrow(FOREIGN);
  expect(() => decodeCursor("listUsers", { limit: 5 }, cursor)).toThrow(FOREIGN);
  expect(() => decodeCursor("listKeys", { role: "admin", limit: 5 }, cursor)).toThrow(FOREIGN);
});

test("whatever else is sent for one is foreign, and so are values of another kind", () => {
  const made = (json: string) => {
    const fingerprint = Buffer.from(encodeCursor("listKeys", {}, [1]), "base64url").subarray(0, 12);
    return Buffer.concat([fingerprint, Buffer.from(json)]).toString("base64url");
  };
  expect(decodeCursor("listKeys", {}, made("[1]"))).toEqual([1]);
  for (const json of [
    "",
    "[]",
    "{}",
    "[null]",
    "[[1]]",
    "[1e400]",
    "[1.5]",
    '["\\u0000"]',
    '["\\ud800"]',
    "[1,2,3,4,5]",
  ]) {
    expect(() => decodeCursor("listKeys", {}, made(json)), json).toThrow(FOREIGN);
  }
  expect(() => decodeCursor("listKeys", {}, made('["a"]'), ["number"])).toThrow(FOREIGN);
  expect(() => decodeCursor("listKeys", {}, made("[1,2]"), ["number"])).toThrow(FOREIGN);
  fc.assert(
    fc.property(fc.string({ maxLength: 500 }), (text) => {
      expect(() => decodeCursor("listKeys", {}, text)).toThrow(FOREIGN);
    }),
  );
});
