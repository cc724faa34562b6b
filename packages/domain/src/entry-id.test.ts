import { expect, test } from "vitest";
import type { Entry } from "./entry.ts";
import { entryId } from "./entry-id.ts";

const entry: Required<Omit<Entry, "entity">> = {
  address: "0x00000000000000000000000000000000000000aa",
  family: "eip155",
  category: "terrorist_financing",
  severity: "SEVERE",
  authority: "Authority",
  programme: "Programme",
  reference: "R-1",
  documentUrl: "https://authority.example/r-1",
  jurisdictions: ["IL"],
  confidence: 100,
  validFrom: 1_700_000_000,
  validTo: 1_800_000_000,
  sharing: "TLP:RED",
};

test("the id is fixed for all time: stored rows and alerts carry it", () => {
  expect(entryId(entry)).toBe("0x311b7d175918cd4d8f17525a4ef9072d6a4f5f47dfc862e6cbf82d2b1687dc8f");
});

test("a business' name counts where there is one", () => {
  expect(entryId({ ...entry, entity: "Example Exchange" })).not.toBe(entryId(entry));
  expect(entryId({ ...entry, entity: "Example Exchange" })).not.toBe(entryId({ ...entry, entity: "Another" }));
});

test("each jurisdiction counts", () => {
  const ids = [["IL"], ["IL", "US"], ["US"]].map((jurisdictions) => entryId({ ...entry, jurisdictions }));
  expect(new Set(ids).size).toBe(3);
});

test("order of members, and what a list adds to an entry, do not count", () => {
  const reversed = Object.fromEntries(Object.entries(entry).reverse()) as unknown as Entry;
  expect(entryId({ ...reversed, list: "l", listVersion: 3 } as Entry)).toBe(entryId(entry));
});

test.each(Object.keys(entry) as Array<keyof typeof entry>)("%s counts, changed or absent", (field) => {
  const other = typeof entry[field] === "number" ? 7 : Array.isArray(entry[field]) ? ["ZZ"] : "changed";
  const changed = { ...entry, [field]: other } as Entry;
  const absent = { ...entry, [field]: undefined } as unknown as Entry;
  expect(new Set([entry, changed, absent].map(entryId)).size).toBe(3);
});
