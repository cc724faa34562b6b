import { arbitrum } from "@redflag/domain/chains/arbitrum";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { expect, test } from "vitest";
import { CatchUp } from "./catch-up.ts";

const HOUR_S = 3_600;

test("tells how far behind, how fast and how long, every ten seconds, and the end", () => {
  const catchUp = new CatchUp(ethereum);
  const first = catchUp.note({ position: 1_000, blocks: 14_553, seconds: 48 * HOUR_S }, 0);
  expect(first).toEqual({
    msg: "ethereum is 14,553 blocks (2 d) behind",
    chain: "ethereum",
    behindBlocks: 14_553,
    behindSeconds: 48 * HOUR_S,
  });
  expect(catchUp.note({ position: 1_300, blocks: 14_254 }, 9_999)).toBeUndefined();
  expect(catchUp.note({ position: 1_351, blocks: 14_203, seconds: 47 * HOUR_S }, 10_000)).toMatchObject({
    msg: "ethereum is 14,203 blocks (1 d 23 h) behind; 35 blocks/s, about 6 min 46 s left",
    blocksPerSecond: 35,
    secondsLeft: 406,
  });
  expect(catchUp.note({ position: 15_550, blocks: 4 }, 11_000)).toEqual({
    msg: "ethereum has caught up: screened to block 15550",
    chain: "ethereum",
    behindBlocks: 4,
  });
  expect(catchUp.note({ position: 15_554, blocks: 1 }, 30_000)).toBeUndefined();
});

test("one that stands still or loses ground promises no end", () => {
  const catchUp = new CatchUp(ethereum);
  catchUp.note({ position: 5, blocks: 100 }, 0);
  expect(catchUp.note({ position: 7, blocks: 101 }, 10_000)?.msg).toBe(
    "ethereum is 101 blocks behind; 0.2 blocks/s, and comes no nearer",
  );
  expect(catchUp.note({ position: 7, blocks: 101 }, 20_000)).not.toHaveProperty("secondsLeft");
});

test("a minute of a chain's blocks, and ten at least, is behind; less is how following looks", () => {
  expect(new CatchUp(ethereum).note({ position: 0, blocks: 9 }, 0)).toBeUndefined();
  expect(new CatchUp(ethereum).note({ position: 0, blocks: 10 }, 0)).toBeDefined();
  expect(new CatchUp(arbitrum).note({ position: 0, blocks: 239 }, 0)).toBeUndefined();
  expect(new CatchUp(arbitrum).note({ position: 0, blocks: 240 }, 0)).toBeDefined();
});
