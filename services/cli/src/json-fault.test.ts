import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonFault } from "./json-fault.ts";

test("sound JSON has no fault, however it is laid out", () => {
  fc.assert(
    fc.property(fc.json(), fc.integer({ min: 0, max: 4 }), (json, indent) => {
      expect(findJsonFault(JSON.stringify(JSON.parse(json), null, indent))).toBeUndefined();
    }),
  );
});

test("the faulty line is named, wherever it stands", () => {
  fc.assert(
    fc.property(fc.array(fc.object(), { minLength: 1, maxLength: 8 }), fc.nat(), (values, pick) => {
      const lines = JSON.stringify(values, null, 2).split("\n");
      const line = pick % lines.length;
      lines[line] = `@${lines[line]}`;
      expect(findJsonFault(lines.join("\n"))).toEqual({ line: line + 1, reason: "not JSON" });
    }),
  );
});

test.each(["{", '{"a"', '{"a":', '{"a":1', "[1,", '["unfinished', "[\n1,\n"])(
  "what breaks off is told as that: %j",
  (text) => {
    expect(findJsonFault(text)?.reason).toBe("the JSON breaks off");
  },
);
