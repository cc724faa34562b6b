import { expect, it } from "vitest";
import { EXAMPLE_RATES, EXAMPLE_TIME, exampleParty } from "./example-encounter.ts";
import { lumpOf } from "./lump.ts";
import type { RecentFlow } from "./profile.ts";

function outflow(n: number, micros: bigint, peg = "USD"): RecentFlow {
  const at = { time: EXAMPLE_TIME, blockNumber: 1, logIndex: 1, txFirstLog: 1 };
  return { counterparty: exampleParty(n), peg, token: undefined, micros, isService: false, ...at };
}

it("counts the fewest recipients who together got the share, whatever the order", () => {
  const outflows = [outflow(1, 5n), outflow(2, 40n), outflow(3, 15n), outflow(2, 40n)];
  expect(lumpOf(EXAMPLE_RATES, outflows, 80)).toEqual({ recipientCount: 1, outMicros: 100n });
  expect(lumpOf(EXAMPLE_RATES, outflows, 81)).toEqual({ recipientCount: 2, outMicros: 100n });
  expect(lumpOf(EXAMPLE_RATES, outflows.toReversed(), 100)).toEqual({ recipientCount: 3, outMicros: 100n });
});

it("says nothing where a rate is missing, and nobody got anything where nothing went out", () => {
  expect(lumpOf(EXAMPLE_RATES, [outflow(1, 5n), outflow(2, 1n, "KGS")], 80)).toBeUndefined();
  expect(lumpOf(EXAMPLE_RATES, [], 80)).toEqual({ recipientCount: 0, outMicros: 0n });
});
