import { expect, test } from "vitest";
import type { AccountEntry, AddressEntry, Entry } from "./entry.ts";
import { entryId } from "./entry-id.ts";

const entry: Required<Omit<AddressEntry, "entity">> = {
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

test("an account has an id of its own, in which venue and number count", () => {
  const { address: _, family: __, ...said } = entry;
  const account: AccountEntry = { venue: "example", account: "12345678", ...said };
  expect(entryId(account)).toBe("0xec9c45b42dc1edab496bbceea1a4392fb4a0841ba6dd2486eaa7c5b92eb62454");
  expect(entryId({ ...account, venue: "another" })).not.toBe(entryId(account));
  expect(entryId({ ...account, account: "12345679" })).not.toBe(entryId(account));
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
  const listed = { ...reversed, list: "l", listVersion: 3 };
  expect(entryId(listed)).toBe(entryId(entry));
});

test.each(Object.keys(entry) as Array<keyof typeof entry>)("%s counts, changed or absent", (field) => {
  const other = typeof entry[field] === "number" ? 7 : Array.isArray(entry[field]) ? ["ZZ"] : "changed";
  const changed = { ...entry, [field]: other } as Entry;
  const absent = { ...entry, [field]: undefined } as unknown as Entry;
  expect(new Set([entry, changed, absent].map(entryId)).size).toBe(3);
});
