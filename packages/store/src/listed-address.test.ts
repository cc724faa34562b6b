import type { Entry } from "@redflag/domain/entry";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { bytes, rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { writeRange } from "./ledger-write.ts";
import { listListedAddresses, listTransfersOfAny } from "./listed-address.ts";
import { importListVersion } from "./watchlist.ts";

const db = await openTestDatabase();
const address = (name: string) => bytes(20, name);
const entry = (name: string, over: Partial<Entry> = {}): Entry => ({
  address: address(name),
  family: "eip155",
  category: "sanctions",
  severity: "HIGH",
  authority: "An authority",
  confidence: 100,
  sharing: "TLP:CLEAR",
  ...over,
});
const list = (id: string, ...entries: Entry[]) =>
  importListVersion(db, { list: { id, title: id, authority: "An authority" }, entries, source: "test" });

test("listed addresses come once, the most severe first; services and what is no longer listed do not", async () => {
  expect(await listListedAddresses(db.kysely, 9)).toEqual({ addresses: [], total: 0 });
  await list("first", entry("low", { severity: "LOW" }), entry("gone"), entry("both", { severity: "MEDIUM" }));
  await list("first", entry("low", { severity: "LOW" }), entry("both", { severity: "MEDIUM" }));
  await list("second", entry("both", { severity: "SEVERE" }), entry("shop", { category: "exchange" }), entry("high"));
  await list("third", entry("high", { family: "tron" }));
  const names = ["both", "high", "low"];
  expect(await listListedAddresses(db.kysely, 9)).toEqual({ addresses: names.map(address), total: 3 });
  expect(await listListedAddresses(db.kysely, 2)).toEqual({ addresses: names.slice(0, 2).map(address), total: 3 });
});

test("transfers of any of some accounts come in ledger order, each once", async () => {
  const chain = sampleChain(1_700);
  const range = rangeOf(trunk, 8, 40);
  await writeRange(db, chain, range);
  const accounts = [bytes(20, "holder", 2), bytes(20, "holder", 3)];
  expect(await listTransfersOfAny(db.kysely, chain.id, accounts, 10, 35)).toEqual(
    range.transfers.filter(
      ({ blockNumber, sender, recipient }) =>
        blockNumber >= 10 && blockNumber <= 35 && (accounts.includes(sender) || accounts.includes(recipient)),
    ),
  );
  expect(await listTransfersOfAny(db.kysely, chain.id, [bytes(20, "nobody")], 0, 99)).toEqual([]);
});
