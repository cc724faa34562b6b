import type { ListedEntry } from "../entry.ts";
import {
  EXAMPLE_TIME,
  type ExamplePayment,
  exampleExposed,
  exampleParty,
  exampleService,
} from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";
import { buildRateTable } from "../rate-table.ts";

const DAY_S = 86_400;
const [LISTED, RELAY, PERSON, EXCHANGE, EMPLOYER, DEPOSIT] = [1, 2, 3, 4, 5, 6].map(exampleParty) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];

const listing = (change: Partial<ListedEntry> = {}): ListedEntry =>
  exampleService(LISTED, {
    list: "example-orders",
    category: "terrorist_financing",
    severity: "SEVERE",
    authority: "Example office",
    ...change,
  });
const exchange = exampleService(EXCHANGE);

const tell = (payments: readonly ExamplePayment[], entry = listing()) =>
  exampleExposed(payments, { entries: [entry, exchange] });

const out = (amount: string, atS = -2 * DAY_S): ExamplePayment => ({ from: LISTED, to: RELAY, amount, atS });
const on = (amount: string, atS = 0): ExamplePayment => ({ from: RELAY, to: PERSON, amount, atS });
/** What makes an address a deposit address: it forwards all to the exchange, in three blocks. */
const forwards = [-9, -8, -7].flatMap((day): ExamplePayment[] => [
  { from: EMPLOYER, to: DEPOSIT, amount: "500", atS: day * DAY_S },
  { from: DEPOSIT, to: EXCHANGE, amount: "500", atS: day * DAY_S + 60 },
]);

export const indirectExposureExamples: readonly DepthExample[] = [
  {
    title: "1,000 USDT of a listed address, passed on by a relay that had nothing else",
    encounter: () => tell([out("1000"), on("1000")]),
    outcome: "fires",
  },
  {
    title: "the relay had as much of its own: half of what it passes on is the listed address's",
    encounter: () => tell([{ from: EMPLOYER, to: RELAY, amount: "1000", atS: -3 * DAY_S }, out("1000"), on("1000")]),
    outcome: "fires",
  },
  {
    title: "three payments of 40: the third makes it more than 100 USD",
    encounter: () => tell([out("40"), on("40", -300), out("40", -200), on("40", -100), out("40", -50), on("40")]),
    outcome: "fires",
  },
  {
    title: "paid into an exchange: who paid it is named",
    encounter: () => tell([out("1000"), { from: RELAY, to: EXCHANGE, amount: "600", atS: 0 }]),
    outcome: "fires",
  },
  {
    title: "paid into a deposit address of an exchange",
    encounter: () => tell([...forwards, out("1000"), { from: RELAY, to: DEPOSIT, amount: "600", atS: 0 }]),
    outcome: "fires",
  },
  {
    title: "the listing has ended since the listed address paid: it is said, and weighs less",
    encounter: () => tell([out("1000"), on("1000")], listing({ validTo: EXAMPLE_TIME - DAY_S })),
    outcome: "fires",
  },
  {
    title: "99 USD of a listed address",
    encounter: () => tell([out("99"), on("99")]),
    outcome: "silent",
  },
  {
    title: "500 USD of a listed address among 10,000 of wages",
    encounter: () => tell([{ from: EMPLOYER, to: PERSON, amount: "9500", atS: -3 * DAY_S }, out("500"), on("500")]),
    outcome: "silent",
  },
  {
    title: "fifty more after 1,000 were told of",
    encounter: () => tell([out("1050"), on("1000", -DAY_S), on("50")]),
    outcome: "silent",
  },
  {
    title: "one part in fifty of what goes to an exchange",
    encounter: () =>
      tell([
        { from: EMPLOYER, to: RELAY, amount: "9800", atS: -3 * DAY_S },
        out("200"),
        { from: RELAY, to: EXCHANGE, amount: "10000", atS: 0 },
      ]),
    outcome: "silent",
  },
  {
    title: "a deposit address passes on to its exchange what came in",
    encounter: () =>
      tell([
        ...forwards,
        out("1000"),
        { from: RELAY, to: DEPOSIT, amount: "600", atS: -60 },
        { from: DEPOSIT, to: EXCHANGE, amount: "600", atS: 0 },
      ]),
    outcome: "silent",
  },
  {
    title: "an exchange pays out: what it holds is its customers'",
    encounter: () =>
      tell([
        { from: LISTED, to: EXCHANGE, amount: "1000", atS: -DAY_S },
        { from: EXCHANGE, to: PERSON, amount: "1000", atS: 0 },
      ]),
    outcome: "silent",
  },
  {
    title: "the listed address paid before it was listed: a lookback tells of that",
    encounter: () => tell([out("1000"), on("1000")], listing({ validFrom: EXAMPLE_TIME - DAY_S })),
    outcome: "silent",
  },
  {
    title: "four payments away: farther than money is followed",
    encounter: () =>
      tell([
        out("1000"),
        { from: RELAY, to: EMPLOYER, amount: "1000", atS: -300 },
        { from: EMPLOYER, to: exampleParty(7), amount: "1000", atS: -200 },
        { from: exampleParty(7), to: PERSON, amount: "1000", atS: 0 },
      ]),
    outcome: "silent",
  },
  {
    title: "nobody has a rate for the lira on that day",
    encounter: () =>
      exampleExposed(
        [
          { from: LISTED, to: RELAY, amount: "50000", atS: -DAY_S, token: "TRYB" },
          { from: RELAY, to: PERSON, amount: "50000", atS: 0, token: "TRYB" },
        ],
        { entries: [listing()], rates: buildRateTable([]) },
      ),
    outcome: "withheld",
  },
];
