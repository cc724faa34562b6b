import type { Address } from "@redflag/domain/address";
import { sampleEntry } from "@redflag/store/list.samples";
import type { KnownListings } from "@redflag/store/listing-read";
import type { PreparedQuery } from "@redflag/store/prepared-query";
import { expect, test } from "vitest";
import type { Caller } from "./caller.ts";
import { ListingReads } from "./listing-reads.ts";

const ONE = "00000000-0000-4000-8000-000000000001";
const [a, b, c] = ["a", "b", "c"].map((seed) => sampleEntry(seed).address) as [Address, Address, Address];
const asked = (address: Address) => [{ address, subject: address }];

/** Says which statements were asked for whom; what it gives names an entry that is not shared, as a wrong table would. */
function readerFor(id: string, seen: Array<[string, string]>, subscriberId?: string) {
  const caller: Caller = {
    kind: "key",
    id,
    name: id,
    roles: [],
    permissions: new Set(),
    sandbox: false,
    ...(subscriberId !== undefined && { subscriberId }),
  };
  const entry = { ...sampleEntry("a"), list: "l", listVersion: 1, entryId: "0x01" as const };
  const known: KnownListings = {
    addresses: new Map([[a, { exposures: [], freezes: [], deposits: [], entries: [entry] }]]),
    findings: new Map(),
    lists: [],
  };
  async function readOne<Row extends object, T>(query: PreparedQuery<Row, T>): Promise<T | undefined> {
    seen.push([id, query.name]);
    return known as T;
  }
  return { caller, readOne };
}

test("what one caller asks at the same time is one statement, and nobody else's question is in it", async () => {
  const seen: Array<[string, string]> = [];
  const reads = new ListingReads();
  const [ours, theirs] = [readerFor("ours", seen, ONE), readerFor("theirs", seen, ONE)];
  await Promise.all([reads.read(ours, asked(a)), reads.read(ours, asked(b)), reads.read(theirs, asked(c))]);
  await reads.read(ours, asked(c));
  expect(seen).toEqual([
    ["ours", "known_listings_exchange_many"],
    ["theirs", "known_listings_exchange"],
    ["ours", "known_listings_exchange"],
  ]);
});

test("an entry that is not shared is not told to an exchange even where a table gave it, and is to staff", async () => {
  const reads = new ListingReads();
  const entriesTold = async (subscriberId?: string) =>
    (await reads.read(readerFor("x", [], subscriberId), asked(a))).addresses.get(a)?.entries.length;
  expect([await entriesTold(ONE), await entriesTold()]).toEqual([0, 1]);
});
