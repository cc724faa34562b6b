import fc from "fast-check";
import { expect, test } from "vitest";
import { entryQueryOf, readListSearch } from "./list-search.ts";

test("what the URL says is read, and its entries are the default", () => {
  expect(readListSearch({ tab: "diff", from: 3, to: 4 })).toEqual({ tab: "diff", from: 3, to: 4 });
  expect(readListSearch({ tab: "entries", q: 20240011, category: "sanctions", version: 2 })).toEqual({
    ...{ q: "20240011", category: "sanctions", version: 2 },
  });
  expect(entryQueryOf(readListSearch({ tab: "diff", from: 3, sharing: "TLP:RED" }))).toEqual({ sharing: "TLP:RED" });
});

test("what is not understood is left out", () => {
  expect(readListSearch({ tab: "nothing", q: "a", version: 0, from: -1, to: "4", state: ["in_force"] })).toEqual({});
});

test("what was read once is read as the same again", () => {
  const value = fc.oneof(fc.constantFrom("diff", "in_force", "TLP:RED", "mixer"), fc.integer(), fc.string());
  const keys = ["tab", "q", "category", "sharing", "state", "version", "from", "to"] as const;
  const given = fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] });
  fc.assert(
    fc.property(given, (search) => {
      const once = readListSearch(search);
      expect(readListSearch({ ...once })).toEqual(once);
    }),
  );
});
