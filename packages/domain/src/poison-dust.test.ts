import { expect, test } from "vitest";
import { sampleFlow } from "./address-flow.samples.ts";
import { type AddressFlow, valueFlows } from "./address-flow.ts";
import { demo } from "./chains/demo.ts";
import { dustCount, withoutPoisonDust } from "./poison-dust.ts";

const SHOP = "0xab00000000000000000000000000000000000cde";
const IMITATOR = "0xab77777777777777777777777777777777770cde";

function left(...flows: AddressFlow[]) {
  const { kept, dust } = withoutPoisonDust(demo, valueFlows(demo, flows));
  return { kept: kept.map(({ counterparty }) => counterparty), dust: dustCount(dust) };
}

test("dust of a look-alike is left out and counted, dust of anybody else stays", () => {
  const shop = sampleFlow(1, 2, 80, { counterparty: SHOP });
  const imitator = sampleFlow(1, 3, 0.01, { counterparty: IMITATOR, direction: "in", count: 3, largest: 4_000n });
  const small = sampleFlow(1, 4, 0.5, { direction: "in" });
  expect(left(shop, imitator, small)).toEqual({
    kept: [SHOP, small.counterparty],
    dust: { counterparties: 1, transfers: 3 },
  });
  expect(left(imitator, small).dust.counterparties, "like nobody").toBe(0);
});

test("whoever looks alike and pays more than dust once is a party", () => {
  const shop = sampleFlow(1, 2, 80, { counterparty: SHOP });
  const imitator = sampleFlow(1, 3, 5, { counterparty: IMITATOR, direction: "in", count: 9, largest: 4_000_000n });
  expect(left(shop, imitator).kept).toEqual([SHOP, IMITATOR]);
});

test("a transfer of nothing is nobody's payment, in whichever direction it is said to go", () => {
  const forged = sampleFlow(1, 3, 0, { count: 2 });
  expect(left(forged, { ...forged, direction: "in" })).toEqual({ kept: [], dust: { counterparties: 1, transfers: 4 } });
});
