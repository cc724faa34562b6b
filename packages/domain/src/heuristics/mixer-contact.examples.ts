import { ZERO_ADDRESS } from "../address.ts";
import { ethereum } from "../chains/ethereum.ts";
import type { ListedEntry } from "../entry.ts";
import {
  EXAMPLE_TIME,
  type ExamplePayment,
  exampleParty,
  exampleService,
  exampleTransfer,
} from "../example-encounter.ts";
import { observe } from "../finding.ts";
import type { HeadExample, Observation } from "../heuristic.ts";
import { buildMatcher } from "../watchlist-matcher.ts";

const MIXER = exampleParty(1);
const PERSON = exampleParty(2);
const EXCHANGE = exampleParty(3);

function payment(change: Partial<ExamplePayment>, ...labels: ReadonlyArray<Partial<ListedEntry>>): Observation {
  const { block, transfer } = exampleTransfer({ from: PERSON, to: MIXER, amount: "1000", atS: 0, ...change }, 0);
  const own = labels.length === 0 ? [{}] : labels;
  const entries = own.map((label, n) =>
    exampleService(MIXER, { category: "mixer", authority: "Example tags", entryId: `0x0${n}`, ...label }),
  );
  return observe(ethereum, block, transfer, buildMatcher([...entries, exampleService(EXCHANGE)]));
}

const SANCTIONS = {
  list: "example-orders",
  category: "sanctions",
  severity: "HIGH",
  authority: "Example office",
} as const;

export const mixerContactExamples: readonly HeadExample[] = [
  { title: "1,000 USDT sent to a mixer: MEDIUM", observation: payment({}), fires: [PERSON] },
  {
    title: "1,000 USDT received from a mixer: LOW",
    observation: payment({ from: MIXER, to: PERSON }),
    fires: [PERSON],
  },
  {
    title: "the mixer's designation was lifted before: the label stands, and the lifting is said",
    observation: payment({}, {}, { ...SANCTIONS, validTo: EXAMPLE_TIME - 86_400 }),
    fires: [PERSON],
  },
  {
    title: "a little Turkish lira from a mixer: no rate at the head says that it is dust",
    observation: payment({ from: MIXER, to: PERSON, amount: "5", token: "TRYB" }),
    fires: [PERSON],
  },
  {
    title: "9.99 USDT that somebody sent out of a mixer to a well-known address",
    observation: payment({ from: MIXER, to: PERSON, amount: "9.99" }),
    fires: [],
  },
  { title: "the label ended with this second", observation: payment({}, { validTo: EXAMPLE_TIME }), fires: [] },
  { title: "the label begins after the block", observation: payment({}, { validFrom: EXAMPLE_TIME + 1 }), fires: [] },
  {
    title: "a listing that is no mixer's label",
    observation: payment({}, SANCTIONS),
    fires: [],
  },
  {
    title: "an exchange takes a customer's money from a mixer",
    observation: payment({ from: MIXER, to: EXCHANGE }),
    fires: [],
  },
  { title: "a payment to an exchange", observation: payment({ to: EXCHANGE }), fires: [] },
  { title: "a zero-value transfer, forged or not", observation: payment({ amount: "0" }), fires: [] },
  { title: "a mixer pays itself", observation: payment({ from: MIXER }), fires: [] },
  { title: "money that a mixer burns", observation: payment({ from: MIXER, to: ZERO_ADDRESS }), fires: [] },
];
