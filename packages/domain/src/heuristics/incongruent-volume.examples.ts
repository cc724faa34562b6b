import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const SHOP = exampleParty(0);
const STRANGER = exampleParty(1);
const SUPPLIER = exampleParty(2);

function gets(amount: string, atS: number, from = STRANGER): ExamplePayment {
  return { from, to: SHOP, amount, atS };
}

function pays(amount: string, atS = 0): ExamplePayment {
  return { from: SHOP, to: SUPPLIER, amount, atS };
}

/** One customer every other day, from eighty days ago until ten days ago. */
function customers(amounts: readonly string[]): ExamplePayment[] {
  return Array.from({ length: 35 }, (_, n) =>
    gets(amounts[n % amounts.length] ?? "0", (2 * n - 80) * DAY_S, exampleParty(100 + (n % 7))),
  );
}

const PHONES = ["40", "50", "60", "45", "55"];

export const incongruentVolumeExamples: readonly DepthExample[] = [
  {
    title: "a shop whose customers pay 50 USDT receives 20,000",
    outcome: "fires",
    encounter: () => exampleEncounter([...customers(PHONES), gets("20000", -HOUR_S), pays("19000")]),
  },
  {
    title: "50,000 USDT within a week in three payments, where 500 are usual",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        ...customers(["500", "450", "600"]),
        ...[-5, -3, -1].map((day) => gets("25000", day * DAY_S)),
        pays("19000"),
      ]),
  },
  {
    title: "always paid the same 100 USDT, then 9,000",
    outcome: "fires",
    encounter: () => exampleEncounter([...customers(["100"]), gets("9000", -DAY_S), pays("100")]),
  },
  {
    title: "a good week of a shop: ten times as many customers as ever, who pay as much",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        ...customers(PHONES),
        ...Array.from({ length: 40 }, (_, n) => gets("60", -5 * DAY_S + n * HOUR_S, exampleParty(200 + n))),
        pays("2000"),
      ]),
  },
  {
    title: "a shop that sells one used car of 1,500 USDT",
    outcome: "silent",
    encounter: () => exampleEncounter([...customers(PHONES), gets("1500", -DAY_S), pays("1000")]),
  },
  {
    title: "a trader who is paid 5,000 one day and 50,000 the next, as ever",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        ...customers(["5000", "50000", "20000"]),
        gets("60000", -DAY_S, exampleParty(101)),
        pays("50000"),
      ]),
  },
  {
    title: "savings withdrawn from an exchange",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([...customers(PHONES), gets("20000", -HOUR_S), pays("19000")], {
        entries: [exampleService(STRANGER)],
      }),
  },
  {
    title: "a new address that is paid 20,000 USDT",
    outcome: "silent",
    encounter: () => exampleEncounter([gets("20000", -HOUR_S), pays("19000")]),
  },
  {
    title: "a processor that a list names",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([...customers(PHONES), gets("20000", -HOUR_S), pays("19000")], {
        entries: [exampleService(SHOP, { category: "payment" })],
      }),
  },
  {
    title: "the second payment of the day",
    outcome: "silent",
    encounter: () => exampleEncounter([...customers(PHONES), gets("20000", -HOUR_S), pays("9000", -60), pays("9000")]),
  },
  {
    title: "20,000 USDT nine days ago",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([...customers(PHONES), gets("20000", -9 * DAY_S), gets("50", -HOUR_S), pays("19000")]),
  },
  {
    title: "Turkish lira when the newest rate is six days old",
    outcome: "withheld",
    encounter: () =>
      exampleEncounter([
        ...customers(PHONES),
        { ...gets("1000000", 3 * DAY_S), token: "TRYB" },
        pays("9", 3 * DAY_S + HOUR_S),
      ]),
  },
];
