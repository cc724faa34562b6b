import { type ExampleHop, exampleLegs } from "../cross-chain/example-hops.ts";
import type { ListedEntry } from "../entry.ts";
import { exampleParty, exampleService } from "../example-encounter.ts";
import type { CrossChainExample } from "../heuristic.ts";

const [A, B, C, D] = [1, 2, 3, 4].map(exampleParty) as [`0x${string}`, `0x${string}`, `0x${string}`, `0x${string}`];
const HOUR_S = 3_600;

const FIRST: ExampleHop = { from: "ethereum", to: "base", sender: A, recipient: B, amount: "5000", atS: 0 };
const SECOND: ExampleHop = { from: "base", to: "optimism", sender: B, recipient: C, amount: "5000", atS: HOUR_S };
const THIRD: ExampleHop = { from: "optimism", to: "polygon", sender: C, recipient: D, amount: "4990", atS: 2 * HOUR_S };

/** As a list has an address under a designation. */
function listed(address: ListedEntry["address"]): ListedEntry {
  return exampleService(address, { list: "example-list", category: "sanctions", severity: "SEVERE" });
}

function story(
  title: string,
  fires: number,
  hops: readonly ExampleHop[],
  ...entries: ListedEntry[]
): CrossChainExample {
  return { title, legs: exampleLegs(hops), entries, fires };
}

export const chainHopExamples: readonly CrossChainExample[] = [
  story("5,000 USDC go from Ethereum to Base, and an hour later on to Optimism", 1, [FIRST, SECOND]),
  story("three hops in one afternoon, less a fee", 2, [FIRST, SECOND, THIRD]),
  story("two hops by bridges of which one gives its id on one side only", 1, [
    { ...FIRST, bridge: "cctp_v2", arrived: "4999.5" },
    SECOND,
  ]),
  story("one hop from an address that a list names", 1, [FIRST], listed(A)),
  story("one hop to an address that a list names", 1, [FIRST], listed(B)),
  story("two hops, of which the second ends at an address that a list names", 1, [FIRST, SECOND], listed(C)),
  story("one transfer by a bridge", 0, [FIRST]),
  story(
    "a market maker that a list calls a service balances its chains all day",
    0,
    [
      ...[0, 1, 2].flatMap((round): ExampleHop[] => [
        { ...FIRST, sender: A, recipient: A, atS: 2 * round * HOUR_S },
        { ...SECOND, to: "ethereum", sender: A, recipient: A, atS: (2 * round + 1) * HOUR_S },
      ]),
    ],
    exampleService(A),
  ),
  story("what arrives at an exchange is sent on by the exchange", 0, [FIRST, SECOND], exampleService(B)),
  story("two transfers by bridges that have nothing in common but the day", 0, [FIRST, { ...SECOND, sender: D }]),
  story("the second one leaves two days later", 0, [FIRST, { ...SECOND, atS: 48 * HOUR_S }]),
  story("a tenth of what arrived goes back", 0, [FIRST, { ...SECOND, to: "ethereum", amount: "500" }]),
  story("half of it arrives only, by an id that is the same", 0, [{ ...FIRST, arrived: "2500" }, SECOND]),
  story("it arrives after two hours, which is no hop", 0, [
    { ...FIRST, tookS: 2 * HOUR_S },
    { ...SECOND, atS: 3 * HOUR_S },
  ]),
  story("the second one never arrives on a chain that is watched", 0, [FIRST, { ...SECOND, arrived: null }]),
];
