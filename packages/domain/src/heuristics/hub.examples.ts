import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const HOUR_S = 3_600;
const DAY_S = 86_400;
const HUB = exampleParty(0);
const [TURKISH, EMIRATI] = [exampleParty(1), exampleParty(2)];

interface Story {
  payers?: number;
  payees?: number;
  /** Of each payer. */
  gets?: string;
  /** To each payee. */
  pays?: string;
  /** Days over which they are spread, ending a day before the last payment. */
  days?: number;
}

/** So many pay, and so many are paid, in turn; then one payment more on the next day. */
function throughHub({ payers = 120, payees = 120, gets = "2000", pays = "1990", days = 18 }: Story): ExamplePayment[] {
  const both = Math.max(payers, payees);
  const story = Array.from({ length: both }, (_, n): ExamplePayment[] => {
    const atS = -DAY_S - Math.floor(((both - n) * days * DAY_S) / both);
    const inflow = { from: exampleParty(1_000 + n), to: HUB, amount: gets, atS };
    const outflow = { from: HUB, to: exampleParty(5_000 + n), amount: pays, atS: atS + 1 };
    return [...(n < payers ? [inflow] : []), ...(n < payees ? [outflow] : [])];
  });
  return [...story.flat(), { from: HUB, to: exampleParty(5_000), amount: pays, atS: 0 }];
}

/** A day ago it dealt with both. */
function withServices(story: ExamplePayment[], first = TURKISH, second = EMIRATI): ExamplePayment[] {
  const dealt: ExamplePayment[] = [
    { from: first, to: HUB, amount: "3000", atS: -20 * HOUR_S },
    { from: HUB, to: second, amount: "3000", atS: -19 * HOUR_S },
    // The last payment is of the next day.
  ];
  return [...story.slice(0, -1), ...dealt, ...story.slice(-1)];
}

const ENTRIES = [
  exampleService(TURKISH, { entity: "A", jurisdictions: ["TR"] }),
  exampleService(EMIRATI, { entity: "B", jurisdictions: ["AE"] }),
];

export const hubExamples: readonly DepthExample[] = [
  {
    title: "120 payers and 120 payees in three weeks, as much out as in",
    outcome: "fires",
    encounter: () => exampleEncounter(throughHub({})),
  },
  {
    title: "300 payers, 150 payees, and services of two countries",
    outcome: "fires",
    encounter: () =>
      exampleEncounter(withServices(throughHub({ payers: 300, payees: 150, gets: "1000", pays: "1990" })), {
        entries: ENTRIES,
      }),
  },
  {
    title: "a desk that pays out by far larger sums",
    outcome: "fires",
    encounter: () => exampleEncounter(throughHub({ gets: "200000", pays: "198000" })),
  },
  {
    title: "a payment processor that a list names",
    outcome: "silent",
    encounter: () => exampleEncounter(throughHub({}), { entries: [exampleService(HUB, { category: "payment" })] }),
  },
  {
    title: "an exchange's hot wallet that a list names",
    outcome: "silent",
    encounter: () => exampleEncounter(throughHub({ gets: "90000", pays: "90000" }), { entries: [exampleService(HUB)] }),
  },
  {
    title: "a merchant: 150 customers, eight suppliers",
    outcome: "silent",
    encounter: () => exampleEncounter(throughHub({ payers: 150, payees: 8, gets: "1000", pays: "17000" })),
  },
  {
    title: "an airdrop: one funder, 400 who get something",
    outcome: "silent",
    encounter: () => exampleEncounter(throughHub({ payers: 1, payees: 400, gets: "200000", pays: "490" })),
  },
  {
    title: "poisoning dust from 300 strangers, and 120 payees",
    outcome: "silent",
    encounter: () => exampleEncounter(throughHub({ payers: 300, payees: 120, gets: "0.01", pays: "1000" })),
  },
  {
    title: "small change among 120 players of a game",
    outcome: "silent",
    encounter: () => exampleEncounter(throughHub({ gets: "20", pays: "20" })),
  },
  {
    title: "a charity that keeps half of what 120 donors gave",
    outcome: "silent",
    encounter: () => exampleEncounter(throughHub({ pays: "1000" })),
  },
  {
    title: "a local processor, whose only services are of one country",
    outcome: "silent",
    encounter: () => exampleEncounter(withServices(throughHub({}), TURKISH, TURKISH), { entries: ENTRIES }),
  },
  {
    title: "the second payment of the day",
    outcome: "silent",
    encounter: () =>
      exampleEncounter([...throughHub({}), { from: HUB, to: exampleParty(5_001), amount: "1990", atS: HOUR_S }]),
  },
];
