import fc from "fast-check";
import { expect, test } from "vitest";
import { idsIn, readProposeSearch, wayOf } from "./propose-search.ts";

const ID = `0x${"ab".repeat(32)}`;
const HELD = "5b2b4b62-25c6-4f0d-8f2e-3a2f3ad2c0de";

test("what another page has chosen is what the page is about", () => {
  expect(wayOf(readProposeSearch({}))).toBe("add");
  expect(wayOf(readProposeSearch({ accept: HELD }))).toBe("accept");
  expect(wayOf(readProposeSearch({ remove: `${ID},${ID}` }))).toBe("entries");
  expect(wayOf(readProposeSearch({ entries: ID }))).toBe("sharing");
  expect(wayOf(readProposeSearch({ accept: HELD, way: "import" }))).toBe("import");
});

test("entries that were begun elsewhere come with what is known of them", () => {
  const begun = {
    address: "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8",
    category: "exchange",
    entity: "Kumru",
    confidence: 80,
  };
  expect(readProposeSearch({ add: [begun, { address: "not one" }, { ...begun, confidence: 101 }] }).add).toEqual([
    begun,
    { address: begun.address, category: "exchange", entity: "Kumru" },
  ]);
  expect(idsIn(`${ID},${ID},x`)).toEqual([ID]);
});

test("whatever a link says, what is read of it is read again as itself", () => {
  const keys = ["way", "remove", "entries", "accept", "add"] as const;
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), fc.anything()), (search) => {
      const read = readProposeSearch(search);
      expect(readProposeSearch({ ...read })).toEqual(read);
    }),
  );
});
