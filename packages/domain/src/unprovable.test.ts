import { expect, test } from "vitest";
import { CHAINS } from "./chain-registry.ts";
import { arbitrum } from "./chains/arbitrum.ts";
import { celo } from "./chains/celo.ts";
import { ethereum } from "./chains/ethereum.ts";
import { optimism } from "./chains/optimism.ts";
import { polygon } from "./chains/polygon.ts";
import { tron } from "./chains/tron.ts";
import { findUnprovable, isUntriedReceipt, unprovableText } from "./unprovable.ts";

test.each([
  [ethereum, 1_000_000, undefined],
  [tron, 1, "every_block"],
  [arbitrum, 22_207_816, "early_blocks"],
  [arbitrum, 22_207_817, undefined],
  [polygon, 80_084_784, "state_sync"],
  [polygon, 80_084_785, undefined],
  [polygon, 80_084_800, undefined],
  [celo, 40_000_000, undefined],
])("%o, block %i: %s", (chain, number, kind) => {
  expect(findUnprovable(chain, number)?.class).toBe(kind);
});

test("a receipt type may be untried up to a block, or at all", () => {
  expect([isUntriedReceipt(optimism, 0x7e, 114_696_811), isUntriedReceipt(optimism, 0x7e, 114_696_812)]).toEqual([
    true,
    false,
  ]);
  expect([isUntriedReceipt(celo, 0x7b, 99_000_000), isUntriedReceipt(celo, 0x02, 99_000_000)]).toEqual([true, false]);
});

test("each class is told in words of its own", () => {
  const texts = CHAINS.flatMap(({ unprovable = [] }) => unprovable.map(unprovableText));
  expect(new Set(texts)).toContain("every 16th block below 80,084,800");
  expect(new Set(texts)).toContain("untried: receipts of type 0x7e below block 114,696,812");
});
