import type { ListedEntry } from "../entry.ts";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const PAYER = exampleParty(1);
const PAYEE = exampleParty(2);
const LISTED = exampleParty(3);
const SHOP = exampleParty(4);

const listing = (change: Partial<ListedEntry> = {}) =>
  exampleService(LISTED, { category: "terrorist_financing", list: "example-list", ...change });
const listed = { entries: [listing()] };

/** So many, six hours apart, the last an hour before the present. */
function series(count: number, change: Partial<ExamplePayment> = {}): ExamplePayment[] {
  return Array.from({ length: count }, (_, n) => {
    return { from: PAYER, to: PAYEE, amount: "50", atS: -HOUR_S - (count - 1 - n) * 6 * HOUR_S, ...change };
  });
}

function pays(to: ExamplePayment["to"], change: Partial<ExamplePayment> = {}): ExamplePayment {
  return { from: PAYEE, to, amount: "400", atS: 0, ...change };
}

const fromListed: ExamplePayment = { from: LISTED, to: PAYEE, amount: "30", atS: -70 * HOUR_S };
const payerAndListed: ExamplePayment = { from: PAYER, to: LISTED, amount: "5", atS: -70 * HOUR_S };

export const smallPaymentsNearListedExamples: readonly DepthExample[] = [
  {
    title: "ten payments of 50 USDT in three days to one who then pays a listed address",
    outcome: "fires",
    encounter: () => exampleEncounter([...series(10), pays(LISTED)], listed),
  },
  {
    title: "ten payments of somebody who has paid a listed address before",
    outcome: "fires",
    encounter: () => exampleEncounter([payerAndListed, ...series(10)], listed),
  },
  {
    title: "ten payments to one whom a listed address has paid, when it pays somebody else",
    outcome: "fires",
    encounter: () => exampleEncounter([fromListed, ...series(10), pays(SHOP)], listed),
  },
  {
    title: "ten payments to a listed address",
    outcome: "fires",
    encounter: () => exampleEncounter(series(10, { to: LISTED }), listed),
  },
  {
    title: "nine payments",
    outcome: "silent",
    encounter: () => exampleEncounter([...series(9), pays(LISTED)], listed),
  },
  {
    title: "a regular customer of a shop that no listed address has to do with",
    outcome: "silent",
    encounter: () => exampleEncounter([...series(12), pays(SHOP)], listed),
  },
  {
    title: "ten payments of 250 USDT",
    outcome: "silent",
    encounter: () => exampleEncounter([...series(10, { amount: "250" }), pays(LISTED)], listed),
  },
  {
    title: "dust from somebody who wants the payee to be seen",
    outcome: "silent",
    encounter: () => exampleEncounter([...series(11, { amount: "0.01" }), pays(LISTED)], listed),
  },
  {
    title: "ten withdrawals from an exchange",
    outcome: "silent",
    encounter: () => exampleEncounter([...series(10), pays(LISTED)], { entries: [listing(), exampleService(PAYER)] }),
  },
  {
    title: "ten deposits at an exchange, by somebody who was paid by a listed address",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([{ ...fromListed, to: PAYER }, ...series(10, { to: SHOP })], {
        entries: [listing(), exampleService(SHOP)],
      }),
  },
  {
    title: "the listing has ended",
    outcome: "silent",
    encounter: () => exampleEncounter([...series(10), pays(LISTED)], { entries: [listing({ validTo: 1 })] }),
  },
  {
    title: "the entry names a known service",
    outcome: "silent",
    encounter: () => exampleEncounter([...series(10), pays(LISTED)], { entries: [exampleService(LISTED)] }),
  },
  {
    title: "the payee pays on a second time, and nobody paid it in between",
    outcome: "silent",
    encounter: () => exampleEncounter([fromListed, ...series(10), pays(SHOP, { atS: -1 }), pays(SHOP)], listed),
  },
  {
    title: "paid in Turkish lira when the newest rate is six days old",
    outcome: "withheld",
    encounter: () =>
      exampleEncounter(
        [...series(10, { token: "TRYB", amount: "2000", atS: 3 * DAY_S }), pays(LISTED, { atS: 3 * DAY_S + 1 })],
        listed,
      ),
  },
];
