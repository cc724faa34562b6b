import type { Address } from "@redflag/domain/address";
import type { Hex } from "@redflag/domain/hex";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { listEntriesBetween, listEntriesOfAccount, listNamedEntries } from "./entry-search.ts";
import { sampleAccount, sampleEntry } from "./list.samples.ts";
import { rowsReadBy } from "./rows-read.samples.ts";
import { importListVersion } from "./watchlist.ts";

const db = await openTestDatabase();
const address = (digits: string): Address => `0x${digits.padEnd(40, "0")}`;
const service = (digits: string, entity: string) =>
  sampleEntry(digits, { address: address(digits), category: "exchange", severity: "LOW", entity });
const plain = sampleEntry("plain", { address: address("a1") });
const wallets = Array.from({ length: 3_000 }, (_, n) => service(`b${n.toString(16).padStart(6, "0")}`, "Binance"));

const read = (entries: Parameters<typeof importListVersion>[1]["entries"], id = "one") =>
  importListVersion(db, { list: { id, title: "T", authority: "A" }, entries, source: "test" });
const gone = [service("c1", "Gone Exchange"), sampleEntry("gone", { address: address("a2") })];
const kept = [
  plain,
  ...wallets,
  service("c2", "Bit of Binance"),
  service("c3", "Éclair"),
  sampleAccount("77", { venue: "x" }),
];
await read([...kept, ...gone]);
await read(kept);
await read([service("c4", "Bit of Binance"), sampleAccount("77", { venue: "y" })], "two");
await db.pool.query("analyze list_entry");

const named = async (text: string, limit = 9) => {
  const words = text.split(" ");
  const found = await listNamedEntries(db.kysely, { text, words, limit });
  return found.map(({ list, entry, others }) => [list, entry.entity, others]);
};

test("current entries are found by address, whole or its beginning", async () => {
  const between = async (digits: string, limit = 9) => {
    const span = { from: address(digits), to: `0x${digits.padEnd(40, "f")}` as Hex };
    return (await listEntriesBetween(db.kysely, span, limit)).map(({ list, entry }) => [
      list,
      "address" in entry && entry.address,
    ]);
  };
  expect(await between("a")).toEqual([["one", plain.address]]);
  expect(await between("c", 2)).toEqual([
    ["one", address("c2")],
    ["one", address("c3")],
  ]);
  expect(await between("d")).toEqual([]);
});

test("an account is found at each venue", async () => {
  const found = await listEntriesOfAccount(db.kysely, "77", 9);
  expect(found.map(({ list, entry }) => [list, "venue" in entry && entry.venue])).toEqual([
    ["one", "x"],
    ["two", "y"],
  ]);
  expect(await listEntriesOfAccount(db.kysely, "7", 9)).toEqual([]);
});

test("a business is found once, by its name's beginning first, with how many entries it has besides", async () => {
  expect(await named("BIN")).toEqual([
    ["one", "Binance", 100],
    ["one", "Bit of Binance", 1],
  ]);
  expect(await named("bin", 1)).toEqual([["one", "Binance", 100]]);
  expect(await named("of bit")).toEqual([["one", "Bit of Binance", 1]]);
  expect(await named("gone")).toEqual([]);
  expect(await named("b_n%")).toEqual([]);
});

test("three thousand wallets of one name are passed over, not gone through", async () => {
  const rows = await rowsReadBy(db, "list_entry", (tx) =>
    listNamedEntries(tx, { text: "zz", words: ["zz"], limit: 9 }),
  );
  expect(rows).toBeLessThan(50);
});
