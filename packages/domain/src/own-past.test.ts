import { expect, test } from "vitest";
import { ownPastOf, ownPastText } from "./own-past.ts";
import { emptyProfile } from "./profile.ts";

const DAY_S = 86_400;
const NOON = 20_000 * DAY_S + DAY_S / 2;
const usd = (amount: number) => [{ peg: "USD", micros: BigInt(amount) * 1_000_000n }];
const bucket = (day: number, received: number, paid: number) => ({
  day,
  in: { count: received === 0 ? 0 : 2, sums: received === 0 ? [] : usd(received) },
  out: { count: paid === 0 ? 0 : 1, sums: paid === 0 ? [] : usd(paid) },
});
const profile = {
  days: [bucket(19_900, 7, 0), bucket(19_911, 500, 0), bucket(19_999, 300, 90), bucket(20_000, 0, 9_000)],
};

test("whole days before the alert's day, 90 at most: what the alert itself is made of is not its past", () => {
  const past = ownPastOf(profile, NOON, 0);
  expect(past).toMatchObject({ days: 90, from: "2024-07-06", before: "2024-10-04" });
  expect(past.received).toEqual({
    payments: 4,
    activeDays: 2,
    sums: [{ peg: "USD", total: "800", busiestDay: "500" }],
  });
  expect(past.paid).toEqual({ payments: 1, activeDays: 1, sums: [{ peg: "USD", total: "90", busiestDay: "90" }] });
  expect(ownPastText(past)).toBe(
    "in the 90 days before 2024-10-04 it received 4 payments on 2 days, 0.04 a day: 800 USD, at most 500 USD on a day; " +
      "it paid 1 payment on 1 day, 0.01 a day: 90 USD, at most 90 USD on a day",
  );
});

test("a lane that began lately tells of as many whole days as it has, and of none as such", () => {
  const lately = ownPastOf(profile, NOON, NOON - 3 * DAY_S);
  expect(lately.days).toBe(2);
  expect(ownPastText(lately)).toContain("in the 2 days that the lane reaches back before");
  expect(ownPastText(ownPastOf(profile, NOON, NOON - 60))).toContain("the lane had just begun");
  expect(ownPastText(ownPastOf(emptyProfile(), NOON, 0))).toContain("it received nothing; it paid nothing");
});

test("pegs are told apart", () => {
  const sums = [...usd(5), { peg: "EUR", micros: 2_500_000n }];
  const past = ownPastOf({ days: [{ day: 19_999, in: { count: 2, sums }, out: { count: 0, sums: [] } }] }, NOON, 0);
  expect(past.received.sums.map(({ peg, total }) => `${total} ${peg}`)).toEqual(["2.5 EUR", "5 USD"]);
});
