import type { Address } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import type { Executor } from "@redflag/store/database";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { InputCache } from "./input-cache.ts";

const db = await openTestDatabase();
const ADDRESSES = ["a1", "b2", "c3", "d4"].map((pair): Address => `0x${pair.repeat(20)}`);

async function importList(id: string, ...addresses: Array<Address | undefined>): Promise<number> {
  const entries = addresses.flatMap((address): Entry[] => {
    if (address === undefined) return [];
    const said = { category: "sanctions", severity: "HIGH", authority: "Test", confidence: 100 } as const;
    return [{ address, family: "eip155", ...said, sharing: "TLP:CLEAR" }];
  });
  return (await importListVersion(db, { list: { id, title: id, authority: "Test" }, entries, source: "test" })).seq;
}

const inputsOf = (lists: Record<string, number>) => ({ lists, heuristics: [] });

test("whichever versions come after which, they find what versions read whole would", async () => {
  const [A, B, C, D] = ADDRESSES;
  for (const held of [[A, B], [A, B, C], [B, C], [B, C, A], [D]]) await importList("one", ...held);
  await importList("two", A);
  await importList("two", A, D);
  const cache = new InputCache();
  const steps = [
    { one: 1 },
    { one: 2 },
    { one: 3, two: 1 },
    { one: 4, two: 2 },
    { one: 5, two: 2 },
    { one: 2 },
    { two: 1 },
  ];
  for (const lists of steps) {
    const [kept, fresh] = [cache, new InputCache()];
    const [amended, whole] = [
      await kept.matcherFor(db.kysely, inputsOf(lists)),
      await fresh.matcherFor(db.kysely, inputsOf(lists)),
    ];
    expect(amended.size).toBe(whole.size);
    for (const address of ADDRESSES) expect(amended.find(address)).toEqual(whole.find(address));
  }
});

test("one entry more is read as one entry, and who holds the old matcher goes on with it", async () => {
  const [A, B, C] = ADDRESSES;
  const before = await importList("large", A, B);
  const cache = new InputCache();
  const old = await cache.matcherFor(db.kysely, inputsOf({ large: before }));
  const after = await importList("large", A, B, C);
  let rows = 0;
  const counting: Executor = db.kysely.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      rows += result.rows.length;
      return result;
    },
  });
  const now = await cache.matcherFor(counting, inputsOf({ large: after }));
  expect(rows).toBe(1);
  expect([old.find(C as Address), now.find(C as Address)]).toEqual([
    [],
    [expect.objectContaining({ listVersion: after })],
  ]);
});
