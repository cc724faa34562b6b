import { expect, test } from "vitest";
import { demoToken, sampleFlow } from "./address-flow.samples.ts";
import { rankFlows, valueFlows } from "./address-flow.ts";
import { demo } from "./chains/demo.ts";
import { topCounterparties } from "./counterparties.ts";
import { listContracts } from "./token-registry.ts";

const lira = listContracts("demo").find(({ token }) => token.peg !== "USD")?.contract.address ?? "0x";

test("a contract that nobody knows any more is left out; the others are taken at their peg", () => {
  const unknown = sampleFlow(1, 2, 5, { token: "0x00000000000000000000000000000000000000ff" });
  expect(valueFlows(demo, [sampleFlow(1, 3, 5), unknown])).toEqual([
    { ...sampleFlow(1, 3, 5), peg: "USD", micros: 5_000_000n },
  ]);
});

test("currencies are never compared: each has its turn, the largest of it first", () => {
  const flows = [
    sampleFlow(1, 2, 10),
    sampleFlow(1, 3, 900),
    sampleFlow(1, 4, 20, { token: demoToken("USDC") }),
    sampleFlow(1, 5, 1, { token: lira }),
  ];
  const ranked = rankFlows(valueFlows(demo, flows));
  const usd = ranked.filter(({ peg }) => peg === "USD").map(({ micros }) => micros);
  expect(usd).toEqual([900_000_000n, 20_000_000n, 10_000_000n]);
  expect(ranked.slice(0, 2).map(({ peg }) => peg)).toContain(ranked.find(({ token }) => token === lira)?.peg);
  expect(rankFlows(valueFlows(demo, flows.toReversed()))).toEqual(ranked);
});

test("counterparties: the largest by amount, and besides them those of the most payments", () => {
  const flows = [
    sampleFlow(1, 2, 500),
    sampleFlow(1, 3, 400),
    sampleFlow(1, 4, 3, { count: 90 }),
    sampleFlow(1, 4, 2, { count: 5, direction: "in" }),
    sampleFlow(1, 5, 2, { count: 4 }),
  ];
  const top = topCounterparties(valueFlows(demo, flows), 1);
  expect(top.map(({ address, count }) => [address.slice(-1), count])).toEqual([
    ["2", 1],
    ["4", 95],
  ]);
  expect(top[1]?.flows.map(({ direction, count }) => [direction, count])).toEqual([
    ["in", 5],
    ["out", 90],
  ]);
  expect(topCounterparties(valueFlows(demo, flows), 9)).toHaveLength(4);
});
