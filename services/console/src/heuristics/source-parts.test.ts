import fc from "fast-check";
import { expect, test } from "vitest";
import { sourceParts } from "./source-parts.ts";

test("addresses of the web are cut out, without what ends the sentence", () => {
  expect(sourceParts("FATF, 2020 (https://fatf.example/a?b=1), and https://un.example.")).toEqual([
    { at: 0, text: "FATF, 2020 (", isAddress: false },
    { at: 12, text: "https://fatf.example/a?b=1", isAddress: true },
    { at: 38, text: "), and ", isAddress: false },
    { at: 45, text: "https://un.example", isAddress: true },
    { at: 63, text: ".", isAddress: false },
  ]);
});

test("nothing but https is an address", () => {
  const source = "http://plain.example javascript:alert(1) notabene.id https://";
  expect(sourceParts(source)).toEqual([{ at: 0, text: source, isAddress: false }]);
});

test("the parts are the whole text", () => {
  const texts = fc.array(
    fc.oneof(fc.string(), fc.constantFrom("https://", "https://a.example/b?c=d", "https://a.example),.")),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(texts, (some) => {
      const source = some.join(" ");
      expect(
        sourceParts(source)
          .map(({ text }) => text)
          .join(""),
      ).toBe(source);
    }),
  );
});
