import type { ChainSource } from "@redflag/chain/source";
import { demo } from "@redflag/domain/chains/demo";
import { expect, test } from "vitest";
import { resolveSpan } from "./backfill-span.ts";

const DAY_S = 86_400;
const FINAL = 41;

/** A block every six hours from the second half of day 0 on: days 1 to 9 have four each, day 10 has four and is not over. */
const source = {
  chain: demo,
  getTip: async () => ({ head: { number: 50, hash: "0x00" }, finalizedNumber: FINAL }),
  getBlock: async (number: number) => ({ number, time: DAY_S / 2 + (number * DAY_S) / 4 }),
} as unknown as ChainSource;

const day = (ordinal: number) => ({ dayStartS: ordinal * DAY_S });

test("days are whole: from the first block of the one to the last of the other", async () => {
  expect(await resolveSpan(source, { from: day(1), to: day(1) })).toEqual({ from: 2, to: 5 });
  expect(await resolveSpan(source, { from: day(1), to: day(9) })).toEqual({ from: 2, to: 37 });
  expect(await resolveSpan(source, { from: day(0), to: { block: FINAL } })).toEqual({ from: 0, to: FINAL });
  expect(await resolveSpan(source, { from: { block: 7 }, to: { block: 7 } })).toEqual({ from: 7, to: 7 });
});

test.each([
  [
    { from: { block: 1 }, to: { block: FINAL + 1 } },
    "backfill_refused",
    "demo calls blocks final up to 41, --to is 42",
  ],
  [{ from: { block: 1 }, to: day(10) }, "backfill_refused", "ends with block 41 of 1970-01-11T18:00:00.000Z"],
  [{ from: day(11), to: { block: 5 } }, "backfill_refused", "the day before --from is not over on demo"],
  [{ from: { block: 6 }, to: { block: 5 } }, "range_invalid", "from block 6 to block 5 there is none"],
  [{ from: day(3), to: day(2) }, "range_invalid", "from block 10 to block 9 there is none"],
])("%j is refused", async (ends, code, text) => {
  await expect(resolveSpan(source, ends)).rejects.toMatchObject({ code, detail: expect.stringContaining(text) });
});
