import fc from "fast-check";
import { expect, test } from "vitest";
import { Calibration } from "./calibration.ts";
import { JOURNAL_SURPRISES, PAGE_SURPRISES } from "./calibration-journal.ts";
import { who } from "./example-chain.ts";
import { decodeParts, encodeChanges, HEAD_PART } from "./graph-state.ts";
import { GraphWatch } from "./graph-watch.ts";

const KEY = "fan-in novel";
const { head } = new GraphWatch();

/** One calibration and what is stored of it. */
class Stored {
  readonly parts = new Map<string, Uint8Array>();
  calibration = new Calibration();
  bytesWritten = 0;

  store(): void {
    const calibrations = new Map([[KEY, this.calibration.takeChanges()]]);
    const nothing = { pages: new Map(), pagesGone: [], groups: new Set<never>(), groupsGone: [] };
    const { upserts, deletes } = encodeChanges({ head, ...nothing, calibrations });
    for (const part of deletes) expect(this.parts.delete(part)).toBe(true);
    for (const [part, bytes] of upserts) {
      if (part === HEAD_PART) continue;
      this.parts.set(part, bytes);
      this.bytesWritten += bytes.length;
    }
  }

  /** Somebody else goes on with what is stored. */
  readAgain(): void {
    this.calibration = new Calibration(decodeParts(this.parts).calibrations.get(KEY));
  }
}

const rated = fc.record({
  anchor: fc.oneof(fc.nat(20), fc.nat(3_000)),
  surprise: fc.integer({ min: 4, max: 4_000 }).map((quarters) => quarters / 4),
  // Mostly soon after; now and then so late that episodes end, or are forgotten.
  waitedS: fc.oneof({ weight: 60, arbitrary: fc.nat(3_600) }, fc.nat(70 * 86_400)),
  afterwards: fc.oneof(
    { weight: 20, arbitrary: fc.constant("on" as const) },
    fc.constantFrom("store" as const, "read" as const),
  ),
});

test("however often it is stored and read again, it rates the same, and the same is stored in the end", () => {
  const history = fc.array(rated, { minLength: 1, maxLength: 3 * JOURNAL_SURPRISES, size: "max" });
  fc.assert(
    fc.property(history, (steps) => {
      const [cut, whole] = [new Stored(), new Stored()];
      let [time, total] = [0, 0];
      for (const { anchor, surprise, waitedS, afterwards } of steps) {
        time += waitedS;
        total += 1 + (waitedS % 7);
        const [one, other] = [cut, whole].map(({ calibration }) =>
          calibration.rate(who(`a${anchor}`), surprise, time, { lately: total, total }),
        );
        expect(one).toBe(other);
        if (afterwards !== "on") cut.store();
        if (afterwards === "read") cut.readAgain();
      }
      cut.store();
      whole.store();
      expect(cut.parts).toEqual(whole.parts);
      expect(cut.calibration.state).toEqual(whole.calibration.state);
    }),
    { numRuns: 30 },
  );
});

test("what an earlier program stored, a whole without a journal, is gone on with", () => {
  const past = new Calibration();
  for (let i = 0; i < 700; i++) past.rate(who(`a${i % 90}`), 3 + (i % 5), i * 5_000, { lately: i, total: i });
  const now = new Calibration({ state: past.state, rated: [] });
  const next = [who("b"), 9, 700 * 5_000, { lately: 700, total: 700 }] as const;
  expect(now.rate(...next)).toBe(past.rate(...next));
  expect(now.state).toEqual(past.state);
});

test("a step that rates little stores little, however much is remembered", () => {
  const stored = new Stored();
  const rate = (i: number) => stored.calibration.rate(who(`a${i}`), 3, i * 60, { lately: i, total: i });
  for (let i = 0; i < 4 * JOURNAL_SURPRISES; i++) rate(i);
  stored.store();
  const whole = stored.bytesWritten;
  expect(whole).toBeGreaterThan(60_000);
  for (let i = 4 * JOURNAL_SURPRISES; i < 4 * JOURNAL_SURPRISES + PAGE_SURPRISES; i++) {
    rate(i);
    stored.store();
  }
  expect((stored.bytesWritten - whole) / PAGE_SURPRISES).toBeLessThan(whole / 40);
});
