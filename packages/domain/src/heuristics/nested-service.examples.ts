import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import type { DepthExample } from "../heuristic.ts";

const DAY_S = 86_400;
const ACCOUNT = exampleParty(0);
const EXCHANGE = exampleParty(1);
const OTHER = exampleParty(2);

interface Story {
  payers: number;
  /** Of each payer. */
  gets?: string;
  /** Forwarded each day. */
  forwards?: string;
  to?: typeof EXCHANGE;
}

/** So many pay within twelve days; each day's takings are forwarded at its end, the last at the present. */
function account({ payers, gets = "400", forwards, to = EXCHANGE }: Story): ExamplePayment[] {
  const days = 12;
  return Array.from({ length: days }, (_, day): ExamplePayment[] => {
    const endS = (day + 1 - days) * DAY_S;
    const first = Math.floor((day * payers) / days);
    const last = Math.floor(((day + 1) * payers) / days);
    const paid = Array.from({ length: last - first }, (_, n): ExamplePayment => {
      return { from: exampleParty(1_000 + first + n), to: ACCOUNT, amount: gets, atS: endS - 40_000 + n };
    });
    const sum = `${Number(gets) * paid.length}`;
    return [...paid, { from: ACCOUNT, to, amount: forwards ?? sum, atS: endS }];
  }).flat();
}

const ENTRIES = [exampleService(EXCHANGE, { entity: "Example", jurisdictions: ["SG"] })];

function nested(story: Story, entries = ENTRIES) {
  return exampleEncounter(account(story), { entries });
}

export const nestedServiceExamples: readonly DepthExample[] = [
  { title: "60 payers of one account at an exchange", outcome: "fires", encounter: () => nested({ payers: 60 }) },
  {
    title: "240 payers, more than are remembered one by one",
    outcome: "fires",
    encounter: () => nested({ payers: 240, gets: "90" }),
  },
  {
    title: "60 payers of an account at a payment service",
    outcome: "fires",
    encounter: () => nested({ payers: 60 }, [exampleService(EXCHANGE, { category: "payment" })]),
  },
  {
    title: "a customer whom twelve friends pay",
    outcome: "silent",
    encounter: () => nested({ payers: 12, gets: "2000" }),
  },
  {
    title: "a shop that sends a third to its exchange and keeps the rest",
    outcome: "silent",
    encounter: () => nested({ payers: 60, forwards: "700" }),
  },
  {
    title: "a charity that passes all on to a hospital that no list knows",
    outcome: "silent",
    encounter: () => nested({ payers: 60, to: OTHER }),
  },
  {
    title: "a bridge's customer: what is sent there is somebody's own",
    outcome: "silent",
    encounter: () => nested({ payers: 60 }, [exampleService(EXCHANGE, { category: "bridge" })]),
  },
  {
    title: "a payment processor that a list names",
    outcome: "silent",
    encounter: () => nested({ payers: 60 }, [...ENTRIES, exampleService(ACCOUNT, { category: "payment" })]),
  },
  {
    title: "poisoning dust from 200 strangers, to a customer with savings",
    outcome: "silent",
    encounter: () => nested({ payers: 200, gets: "0.01", forwards: "500" }),
  },
  {
    title: "60 guests of a party who share the bill",
    outcome: "silent",
    encounter: () => nested({ payers: 60, gets: "40" }),
  },
];
