import type { Rate } from "@redflag/domain/rate-table";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { listRateLists, listRatesAt, listRateVersions } from "./rate.ts";
import { importRates } from "./rate-import.ts";

const db = await openTestDatabase();
let listCount = 0;
const newList = () => `rates-${String(++listCount).padStart(3, "0")}`;
const rate = (currency: string, day: number, perEur: string): Rate => ({ currency, day, perEur });
const MONDAY = 17_994;

test("rates come back to the last digit, by currency and day, in the version asked for", async () => {
  const list = newList();
  const rates = [rate("USD", MONDAY + 1, "1.1279"), rate("IDR", MONDAY, "15959.790000001"), rate("USD", MONDAY, "2")];
  expect(await importRates(db, list, rates, "test")).toEqual({
    seq: 1,
    added: 3,
    removed: 0,
    unchanged: 0,
    isNew: true,
  });
  expect(await listRatesAt(db.kysely, { [list]: 1 })).toEqual([rates[1], rates[2], rates[0]]);
  const [first] = rates as [Rate];
  const only = { currencies: [first.currency, "XXX"], fromDay: first.day, toDay: first.day };
  expect(await listRatesAt(db.kysely, { [list]: 1 }, only)).toEqual([first]);
  expect(
    await listRatesAt(db.kysely, { [list]: 1 }, { ...only, fromDay: first.day + 1, toDay: first.day + 9 }),
  ).toEqual([]);
  expect(await listRatesAt(db.kysely, { [list]: 0, nowhere: 1 })).toEqual([]);
  expect(await listRatesAt(db.kysely, {})).toEqual([]);
});

test("the same content is no new version, whatever its order", async () => {
  const list = newList();
  const rates = [rate("USD", 1, "1.1"), rate("TRY", 1, "6.4")];
  await importRates(db, list, rates, "one");
  expect(await importRates(db, list, rates.toReversed(), "two")).toEqual({
    seq: 1,
    added: 0,
    removed: 0,
    unchanged: 2,
    isNew: false,
  });
  const summary = (await listRateLists(db.kysely)).find(({ id }) => id === list);
  expect(summary).toMatchObject({ seq: 1, rateCount: 2, currencies: ["TRY", "USD"], source: "one" });
});

test("an import speaks for its currencies over its span of days, and for nothing else", async () => {
  const list = newList();
  await importRates(db, list, [rate("USD", 1, "1"), rate("USD", 2, "1.1"), rate("TRY", 2, "6")], "history");
  expect(await importRates(db, list, [rate("USD", 3, "1.2")], "one day")).toMatchObject({
    seq: 2,
    added: 1,
    removed: 0,
  });
  const corrected = [rate("USD", 2, "1.15"), rate("USD", 4, "1.3")];
  expect(await importRates(db, list, corrected, "correction")).toMatchObject({ seq: 3, added: 2, removed: 2 });
  const at = (seq: number) => listRatesAt(db.kysely, { [list]: seq });
  expect(await at(1)).toEqual([rate("TRY", 2, "6"), rate("USD", 1, "1"), rate("USD", 2, "1.1")]);
  expect(await at(2)).toEqual([...(await at(1)), rate("USD", 3, "1.2")]);
  expect(await at(3)).toEqual([rate("TRY", 2, "6"), rate("USD", 1, "1"), ...corrected]);
  const summary = (await listRateLists(db.kysely)).find(({ id }) => id === list);
  expect(summary).toMatchObject({ seq: 3, rateCount: 4, firstDay: 1, lastDay: 4, source: "correction" });
  expect((await listRateVersions(db.kysely))[list]).toBe(3);
});

test("where two lists name a rate, the first in the alphabet counts, however they are asked for", async () => {
  const [first, second] = [newList(), newList()];
  await importRates(db, second, [rate("USD", 1, "2"), rate("USD", 2, "2")], "test");
  await importRates(db, first, [rate("USD", 1, "1")], "test");
  const expected = [rate("USD", 1, "1"), rate("USD", 2, "2")];
  expect(await listRatesAt(db.kysely, { [second]: 1, [first]: 1 })).toEqual(expected);
  expect(await listRatesAt(db.kysely, { [first]: 1, [second]: 1 })).toEqual(expected);
});

test("every version of a random history reads back as what was said until then", async () => {
  const cell = fc.record({
    currency: fc.constantFrom("USD", "TRY", "NGN"),
    day: fc.integer({ min: 1, max: 6 }),
    perEur: fc.constantFrom("1", "1.5", "2"),
  });
  const file = fc.uniqueArray(cell, {
    selector: ({ currency, day }) => `${currency}${day}`,
    minLength: 1,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 5 }), async (files) => {
      const list = newList();
      const versions = new Map<number, Rate[]>();
      let said: Rate[] = [];
      for (const rates of files) {
        const days = rates.map(({ day }) => day);
        const currencies: string[] = rates.map(({ currency }) => currency);
        const kept = said.filter(
          ({ currency, day }) => !currencies.includes(currency) || day < Math.min(...days) || day > Math.max(...days),
        );
        said = [...kept, ...rates].sort((a, b) => a.currency.localeCompare(b.currency) || a.day - b.day);
        versions.set((await importRates(db, list, rates, "test")).seq, said);
      }
      expect([...versions.keys()]).toEqual(Array.from({ length: versions.size }, (_, index) => index + 1));
      for (const [seq, expected] of versions) expect(await listRatesAt(db.kysely, { [list]: seq })).toEqual(expected);
      const summary = (await listRateLists(db.kysely)).find(({ id }) => id === list);
      expect(summary).toMatchObject({ seq: versions.size, rateCount: said.length });
    }),
    { numRuns: 20 },
  );
});

test("imports of one list at the same time come one after the other", async () => {
  const list = newList();
  const imports = [1, 2, 3, 4].map((day) => importRates(db, list, [rate("USD", day, "1.1")], `day ${day}`));
  expect((await Promise.all(imports)).map(({ seq }) => seq).sort()).toEqual([1, 2, 3, 4]);
  expect(await listRatesAt(db.kysely, { [list]: 4 })).toHaveLength(4);
});

test("a long history goes in and comes out whole", async () => {
  const list = newList();
  const currencies = ["USD", "TRY", "IDR", "NGN", "JPY"];
  const rates = currencies.flatMap((currency) =>
    Array.from({ length: 5_000 }, (_, day) => rate(currency, day, String(1 + day / 10_000))),
  );
  expect(await importRates(db, list, rates, "test")).toMatchObject({ added: 25_000 });
  expect(await importRates(db, list, rates, "test")).toMatchObject({ unchanged: 25_000, isNew: false });
  expect(await listRatesAt(db.kysely, { [list]: 1 })).toHaveLength(25_000);
});
