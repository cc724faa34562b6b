import { expect, test } from "vitest";
import { z } from "zod";
import { bundleJson, readBundleJson } from "./bundle-json.ts";

const schema = z.strictObject({ number: z.number(), text: z.string().optional(), any: z.json().optional() });
const read = (text: string | Uint8Array) => readBundleJson("a.json", Buffer.from(text as string), schema);

test("a value has one text, which is read as it was", () => {
  const value = { number: 1, text: "é\u2028", any: [{ a: null }] };
  expect(readBundleJson("a.json", bundleJson(value), schema)).toEqual(value);
});

const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;

test.each([
  ["no UTF-8", Uint8Array.of(0x7b, 0xff, 0x7d), "is no UTF-8"],
  ["a byte order mark", '\uFEFF{\n "number": 1\n}\n', "is no JSON"],
  ["no JSON", "{", "is no JSON"],
  ["too deep", `{\n "number": 1,\n "any": ${deep}\n}\n`, "is nested deeper"],
  ["a member twice", '{\n "number": 2,\n "number": 1\n}\n', "is not written as this format writes it"],
  ["other white space", '{"number":1}', "is not written as this format writes it"],
  ["another order", '{\n "text": "",\n "number": 1\n}\n', "is not written as this format writes it"],
  ["another text of a number", '{\n "number": 1.0\n}\n', "is not written as this format writes it"],
  ["a number beyond all", '{\n "number": 1e999\n}\n', "number: "],
  ["a member that is unknown", '{\n "number": 1,\n "more": 1\n}\n', "Unrecognized"],
])("%s is refused with the file's name", (_, text, fault) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({ code: "bundle_unreadable", detail: expect.stringMatching(/^a\.json /) }),
  );
  expect(() => read(text)).toThrow(fault);
});

test("brackets in a text are not depth", () => {
  const value = { number: 1, text: "[".repeat(1_000) };
  expect(readBundleJson("a.json", bundleJson(value), schema)).toEqual(value);
});
