import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LookSchedule, paceOf } from "./look-schedule.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Looks that take `lookMs` each, for a second of the clock. */
async function countLooks(
  lookMs: number,
  pace: Parameters<typeof paceOf>[0],
  disturb: (schedule: LookSchedule) => void,
) {
  const schedule = new LookSchedule(paceOf(pace));
  const stop = new AbortController();
  let looks = 0;
  let atOnce = 0;
  const looking = (async () => {
    while (!stop.signal.aborted) {
      schedule.begin();
      looks++;
      expect(++atOnce).toBe(1);
      if (lookMs > 0) await new Promise((resolve) => setTimeout(resolve, lookMs));
      atOnce--;
      await schedule.wait(stop.signal);
    }
  })();
  for (let ms = 0; ms < 999; ms++) {
    disturb(schedule);
    await vi.advanceTimersByTimeAsync(1);
  }
  stop.abort();
  await vi.advanceTimersByTimeAsync(lookMs);
  await looking;
  return looks;
}

test("a look every 250 ms, from start to start, however long each takes", async () => {
  for (const lookMs of [0, 100, 240]) expect(await countLooks(lookMs, undefined, () => {})).toBe(4);
  expect(await countLooks(400, undefined, () => {})).toBe(3);
});

test("a flood of wake-ups makes one look every 50 ms", async () => {
  const flood = (schedule: LookSchedule) => {
    for (let i = 0; i < 100; i++) schedule.wake();
  };
  expect(await countLooks(0, undefined, flood)).toBe(20);
  expect(await countLooks(70, undefined, flood)).toBeLessThanOrEqual(15);
});

test("one wake-up makes one look, at once; one during a look makes another, since it may have come too late for that", async () => {
  let ms = 0;
  const once = (at: number) => (schedule: LookSchedule) => {
    if (ms++ === at) schedule.wake();
  };
  expect(await countLooks(0, undefined, once(120))).toBe(5);
  ms = 0;
  expect(await countLooks(10, undefined, once(5))).toBe(5);
});

test("where requests are rationed, half of them are for looking, woken or not", async () => {
  expect(paceOf(15)).toEqual({ pollMs: 250, gapMs: 2_000 / 15 });
  expect(paceOf(2)).toEqual({ pollMs: 1_000, gapMs: 1_000 });
  expect(await countLooks(0, 4, (schedule) => schedule.wake())).toBe(2);
});
