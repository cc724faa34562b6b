import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const COLLECTOR = exampleParty(0);
const CASHIER = exampleParty(1_000);
const SECOND = exampleParty(1_001);
const THIRD = exampleParty(1_002);
const EXCHANGE = exampleParty(2_000);

/** One payment of each payer, an hour apart, from five days before on. */
function collection(payerCount: number, change: Partial<ExamplePayment> = {}): ExamplePayment[] {
  return Array.from({ length: payerCount }, (_, n) => ({
    from: exampleParty(n + 1),
    to: COLLECTOR,
    amount: "100",
    atS: n * HOUR_S - 5 * DAY_S,
    ...change,
  }));
}

function pays(to: ExamplePayment["to"], amount: string, atS = 0): ExamplePayment {
  return { from: COLLECTOR, to, amount, atS };
}

export const collectThenLumpOutExamples: readonly DepthExample[] = [
  {
    title: "23 payers of 100 USDT, and 96 % of it to one recipient",
    outcome: "fires",
    encounter: () => exampleEncounter([...collection(23), pays(CASHIER, "2208")]),
  },
  {
    title: "20 payers of exactly 1,000 USDT, and 80 % of it to two recipients within a day",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([...collection(20, { amount: "1000" }), pays(CASHIER, "8000", -DAY_S), pays(SECOND, "8000")]),
  },
  {
    title: "paid in Turkish lira over a weekend, valued at Friday's rate",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        ...collection(20, { token: "TRYB", amount: "40000", atS: -2 * DAY_S }),
        { ...pays(CASHIER, "790000", -DAY_S), token: "TRYB" },
      ]),
  },
  {
    title: "cashed out at an exchange",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([...collection(20), pays(EXCHANGE, "2000")], { entries: [exampleService(EXCHANGE)] }),
  },
  {
    title: "more payments than are remembered: what came in is taken from the days' sums",
    outcome: "fires",
    encounter: () => exampleEncounter([...collection(80), pays(CASHIER, "8000")]),
  },
  {
    title: "a lump for one recipient, and dust for three others",
    outcome: "fires",
    encounter: () =>
      exampleEncounter([
        ...collection(20),
        pays(SECOND, "0.01", -3),
        pays(THIRD, "0.01", -2),
        pays(exampleParty(1_003), "0.01", -1),
        pays(CASHIER, "1900"),
      ]),
  },
  {
    title: "19 payers",
    outcome: "silent",
    encounter: () => exampleEncounter([...collection(19), pays(CASHIER, "1900")]),
  },
  {
    title: "20 payers, one of whom once paid more than 1,000 USDT",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        ...collection(20),
        { from: exampleParty(20), to: COLLECTOR, amount: "1000.01", atS: -HOUR_S },
        pays(CASHIER, "3000"),
      ]),
  },
  {
    title: "a merchant that pays its suppliers and keeps a balance",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        ...collection(30),
        pays(CASHIER, "500", -3 * HOUR_S),
        pays(SECOND, "500", -2 * HOUR_S),
        pays(THIRD, "500", -HOUR_S),
        pays(exampleParty(1_003), "500"),
      ]),
  },
  {
    title: "payroll: one employer pays many",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        { from: CASHIER, to: COLLECTOR, amount: "20000", atS: -DAY_S },
        ...Array.from({ length: 30 }, (_, n) => pays(exampleParty(n + 1), "600", n)),
      ]),
  },
  {
    title: "a deposit address sweeps one customer's payments to its exchange",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([...collection(5, { from: exampleParty(1) }), pays(EXCHANGE, "500")], {
        entries: [exampleService(EXCHANGE)],
      }),
  },
  {
    title: "a listed payment processor settles with a merchant",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([...collection(40), pays(CASHIER, "4000")], {
        entries: [exampleService(COLLECTOR, { category: "payment" })],
      }),
  },
  {
    title: "20 payers of whom one is a known exchange",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([...collection(20), pays(CASHIER, "2000")], {
        entries: [exampleService(exampleParty(20))],
      }),
  },
  {
    title: "a salary spent after 20 imitators of the shop's address sent dust",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        pays("0xab00000000000000000000000000000000000cde", "40", -6 * DAY_S),
        { from: CASHIER, to: COLLECTOR, amount: "3000", atS: -6 * DAY_S + 1 },
        ...Array.from(
          { length: 20 },
          (_, n): ExamplePayment => ({
            from: `0xab${n.toString(16).padStart(34, "7")}0cde`,
            to: COLLECTOR,
            amount: "0.01",
            atS: n - 5 * DAY_S,
          }),
        ),
        pays("0xab00000000000000000000000000000000000cde", "2900"),
      ]),
  },
  {
    title: "a salary spent after 20 strangers sent dust",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([
        ...collection(20, { amount: "0.01" }),
        { from: CASHIER, to: COLLECTOR, amount: "3000", atS: -DAY_S },
        pays(SECOND, "2900"),
      ]),
  },
  {
    title: "collected, then spent over the following weeks",
    outcome: "silent",
    encounter: () => exampleEncounter([...collection(25), pays(CASHIER, "500", -2 * DAY_S), pays(CASHIER, "500")]),
  },
  {
    title: "paid in Turkish lira when the newest rate is six days old",
    outcome: "withheld",
    encounter: () =>
      exampleEncounter([
        ...collection(20, { token: "TRYB", amount: "4000", atS: 3 * DAY_S }),
        { ...pays(CASHIER, "79000", 3 * DAY_S + 1), token: "TRYB" },
      ]),
  },
];
