import { expect, test } from "vitest";
import { Calibration, EPISODES_MAX } from "./calibration.ts";
import { who } from "./example-chain.ts";

const DAY_S = 86_400;
const PAYMENTS = { lately: 100_000, total: 100_000 };

/** So many addresses a day, each as surprising as said. */
function live(calibration: Calibration, days: number, perDay: number, surpriseOf: (i: number) => number): void {
  for (let i = 0; i < days * perDay; i++) {
    calibration.rate(who(`a${i}`), surpriseOf(i), Math.floor(i / perDay) * DAY_S, PAYMENTS);
  }
}

test("a shape that was never seen is rare by what it is taken for", () => {
  const rating = new Calibration().rate(who("a"), 1.5, 0, PAYMENTS);
  // One in five at most, half of them as strong as the middle: 20,000 payments, and half again.
  expect(rating).toBeCloseTo(Math.log10(100_000 / 5) + 0.3, 9);
});

test("a shape that local habits bring about mutes itself; what stands out of them does not", () => {
  const calibration = new Calibration();
  live(calibration, 50, 40, (i) => 3 + (i % 10) / 10);
  const usual = calibration.rate(who("x"), 3.5, 50 * DAY_S, PAYMENTS);
  const unusual = calibration.rate(who("y"), 30, 50 * DAY_S, PAYMENTS);
  expect(usual).toBeLessThan(2.3);
  expect(unusual).toBeGreaterThan(10);
});

test("few strong ones do not hide each other: the tail is read from the middle", () => {
  const calibration = new Calibration();
  live(calibration, 50, 40, (i) => (i % 100 === 0 ? 30 : 1));
  expect(calibration.rate(who("x"), 30, 50 * DAY_S, PAYMENTS)).toBeGreaterThan(10);
});

test("of one address in a while only the strongest counts, as one", () => {
  const [once, often] = [new Calibration(), new Calibration()];
  live(once, 50, 1, () => 3);
  for (let i = 0; i < 5_000; i++) often.rate(who(`a${i % 50}`), 3, Math.floor((i % 50) / 1) * DAY_S, PAYMENTS);
  const last = [once, often].map((calibration) => calibration.rate(who("x"), 5, 50 * DAY_S, PAYMENTS));
  expect(last[0]).toBeCloseTo(last[1] as number, 9);
});

test("what is two months old is forgotten", () => {
  const calibration = new Calibration();
  live(calibration, 30, 30, () => 3);
  const fresh = new Calibration().rate(who("x"), 4, 200 * DAY_S, PAYMENTS);
  expect(calibration.rate(who("x"), 4, 200 * DAY_S, PAYMENTS)).toBeCloseTo(fresh, 9);
});

test("where there are more episodes than are remembered, the latest are held against the payments since then", () => {
  const [few, many] = [new Calibration(), new Calibration()];
  const rateOf = (calibration: Calibration, episodes: number) => {
    for (let i = 0; i < episodes; i++) {
      const total = (i + 1) * 1_000;
      calibration.rate(who(`a${i}`), (i % 8) / 2, Math.floor(i / 400) * DAY_S, { lately: total, total });
    }
    const total = episodes * 1_000;
    return calibration.rate(who("x"), 9, Math.ceil(episodes / 400) * DAY_S, { lately: total, total });
  };
  expect(rateOf(many, 20 * EPISODES_MAX)).toBeCloseTo(rateOf(few, EPISODES_MAX), 2);
  expect(many.state.episodes.length).toBe(EPISODES_MAX);
});
