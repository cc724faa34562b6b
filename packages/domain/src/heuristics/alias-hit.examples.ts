import type { Address } from "../address.ts";
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

const ALIAS = exampleParty(1);
const PERSON = exampleParty(2);
const USDC: Address = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48";
const RESERVED: Address = "0x0000000000000000000000000000000000000001";

function payment(change: Partial<ExamplePayment>, ...more: ReadonlyArray<Partial<ListedEntry>>): Observation {
  const { block, transfer } = exampleTransfer({ from: PERSON, to: ALIAS, amount: "1000", atS: 0, ...change }, 0);
  const address = transfer.sender === PERSON ? transfer.recipient : transfer.sender;
  const entries = (more.length === 0 ? [{}] : more).map((own, n) =>
    exampleService(address, {
      list: "example-orders",
      family: "tron",
      category: "terrorist_financing",
      severity: "SEVERE",
      authority: "Example office",
      entryId: `0x0${n}`,
      ...own,
    }),
  );
  return observe(ethereum, block, transfer, buildMatcher(entries));
}

export const aliasHitExamples: readonly HeadExample[] = [
  {
    title: "1,000 USDT paid to the bytes of an address that is listed on TRON",
    observation: payment({}),
    fires: [ALIAS],
  },
  {
    title: "and paid by them",
    observation: payment({ from: ALIAS, to: PERSON }),
    fires: [ALIAS],
  },
  {
    title: "a list names the account itself: watchlist-hit tells of that",
    observation: payment({}, {}, { family: "eip155" }),
    fires: [],
  },
  {
    title: "the account is a known exchange's",
    observation: payment({}, {}, { family: "eip155", category: "exchange" }),
    fires: [],
  },
  { title: "an entry of this family: no alias", observation: payment({}, { family: "eip155" }), fires: [] },
  {
    title: "the listing on TRON ended with this second",
    observation: payment({}, { validTo: EXAMPLE_TIME }),
    fires: [],
  },
  { title: "an exchange's wallet on TRON", observation: payment({}, { category: "exchange" }), fires: [] },
  { title: "the bytes of a token's contract", observation: payment({ to: USDC }), fires: [] },
  { title: "an address that chains set aside", observation: payment({ to: RESERVED }), fires: [] },
  { title: "a zero-value transfer, forged or not", observation: payment({ amount: "0" }), fires: [] },
];
