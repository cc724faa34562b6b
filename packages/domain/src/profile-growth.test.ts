import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressAt, anyProfile, anyTransfer, DAY_S, factsOf, foldTransfer, profileOf } from "./profile.samples.ts";
import {
  COUNT_MAX,
  dayOf,
  emptyProfile,
  PROFILE_DAYS_MAX,
  type ProfiledTransfer,
  RECENT_FLOWS_MAX,
  SUM_MICROS_MAX,
} from "./profile.ts";

const noon = 20_000 * DAY_S + DAY_S / 2;
const payment: ProfiledTransfer = {
  direction: "in",
  counterparty: addressAt(1),
  amountMicros: 5_000_000n,
  peg: "USD",
  token: addressAt(9),
  txHash: "0x01",
  time: noon,
  blockNumber: 7,
  logIndex: 3,
  counterpartyIsService: false,
  isRemembered: true,
  isDust: false,
};
const flow = {
  counterparty: addressAt(1),
  peg: "USD",
  token: addressAt(9),
  micros: 5_000_000n,
  time: noon,
  blockNumber: 7,
  logIndex: 3,
  txFirstLog: 3,
  isService: false,
};

describe("a growing profile", () => {
  it("remembers one payment", () => {
    expect(factsOf(profileOf([payment]))).toEqual({
      firstSeen: noon,
      lastSeen: noon,
      inCount: 1,
      outCount: 0,
      days: [
        { day: 20_000, in: { count: 1, sums: [{ peg: "USD", micros: 5_000_000n }] }, out: { count: 0, sums: [] } },
      ],
      net: [{ peg: "USD", micros: 5_000_000n }],
      recentIn: [flow],
      recentOut: [],
      detailFrom: noon,
      lastActive: noon,
      latestQuiet: undefined,
      payers: undefined,
      payees: undefined,
    });
  });

  it("keeps pegs and directions apart, in one day", () => {
    const lira = { ...payment, peg: "TRY" };
    const euro = { ...payment, peg: "EUR", amountMicros: 1n };
    const [bucket, ...others] = profileOf([payment, lira, euro, payment, { ...lira, direction: "out" }]).days;
    expect(others).toEqual([]);
    expect(bucket?.in).toEqual({
      count: 4,
      sums: [
        { peg: "EUR", micros: 1n },
        { peg: "TRY", micros: 5_000_000n },
        { peg: "USD", micros: 10_000_000n },
      ],
    });
    expect(bucket?.out).toEqual({ count: 1, sums: [{ peg: "TRY", micros: 5_000_000n }] });
  });

  it("forgets the days before the window, not the totals", () => {
    const days = Array.from({ length: 100 }, (_, i) => ({ ...payment, time: noon + i * DAY_S }));
    const profile = profileOf(days);
    expect(profile.days.map(({ day }) => day)).toEqual(Array.from({ length: 92 }, (_, i) => 20_008 + i));
    expect(profile).toMatchObject({ firstSeen: noon, lastSeen: noon + 99 * DAY_S, inCount: 100 });
  });

  it("takes a transfer from before the newest day", () => {
    const profile = profileOf([
      payment,
      { ...payment, time: noon - 91 * DAY_S },
      { ...payment, time: noon - 92 * DAY_S },
    ]);
    expect(profile.days.map(({ day }) => day)).toEqual([19_909, 20_000]);
    expect(profile).toMatchObject({ firstSeen: noon - 92 * DAY_S, lastSeen: noon, inCount: 3 });
  });

  it("keeps the latest transfers of each direction one by one", () => {
    const numbers = [...Array(RECENT_FLOWS_MAX + 5).keys()];
    const profile = profileOf([
      ...numbers.map((n) => ({ ...payment, blockNumber: n })),
      { ...payment, direction: "out", counterpartyIsService: true },
      { ...payment, direction: "out", isRemembered: false },
    ]);
    expect(profile.recentIn.map(({ blockNumber }) => blockNumber)).toEqual(numbers.slice(5));
    expect(profile.recentOut).toEqual([{ ...flow, isService: true }]);
    expect(profile).toMatchObject({ inCount: numbers.length, outCount: 2 });
  });

  it("nets in and out of each peg, below zero too, and forgets a peg that is even", () => {
    const out = { ...payment, direction: "out" } as const;
    const profile = profileOf([payment, out, { ...out, peg: "TRY", amountMicros: 7n }, { ...payment, peg: "EUR" }]);
    expect(profile.net).toEqual([
      { peg: "EUR", micros: 5_000_000n },
      { peg: "TRY", micros: -7n },
    ]);
  });

  it("stops counting and adding at its limits", () => {
    const full = { ...factsOf(profileOf([{ ...payment, amountMicros: SUM_MICROS_MAX }])), inCount: COUNT_MAX };
    const profile = foldTransfer(full, { ...payment, amountMicros: 1n });
    expect(profile.inCount).toBe(COUNT_MAX);
    expect(profile.days[0]?.in).toEqual({ count: 2, sums: [{ peg: "USD", micros: SUM_MICROS_MAX }] });
    expect(profileOf([{ ...payment, amountMicros: 2n ** 256n }]).days[0]?.in.sums).toEqual([
      { peg: "USD", micros: SUM_MICROS_MAX },
    ]);
  });

  it("says which flows are of one transaction, in and out", () => {
    const swap = { ...payment, txHash: "0x05" } as const;
    const profile = profileOf([
      payment,
      { ...swap, direction: "out", logIndex: 5 },
      { ...swap, logIndex: 9 },
      { ...payment, txHash: "0x06", logIndex: 11 },
    ]);
    expect(profile.recentOut.map(({ txFirstLog }) => txFirstLog)).toEqual([5]);
    expect(profile.recentIn.map(({ txFirstLog }) => txFirstLog)).toEqual([3, 5, 11]);
  });

  describe("the latest silence", () => {
    const at = (days: number, more: Partial<ProfiledTransfer> = {}) => ({
      ...payment,
      time: noon + days * DAY_S,
      ...more,
    });

    it("ends with what was paid, or received and is more than dust", () => {
      const quietOf = (last: Partial<ProfiledTransfer>) => profileOf([at(0), at(200, last)]).latestQuiet;
      const quiet = { from: noon, to: noon + 200 * DAY_S };
      expect(quietOf({})).toEqual(quiet);
      expect(quietOf({ direction: "out", isDust: true })).toEqual(quiet);
      expect(quietOf({ isDust: true })).toBeUndefined();
    });

    it("is not broken by dust, however much of it comes", () => {
      const dust = Array.from({ length: 199 }, (_, n) => at(n + 1, { isDust: true }));
      const profile = profileOf([at(0), ...dust, at(200, { direction: "out" }), at(201)]);
      expect(profile).toMatchObject({
        latestQuiet: { from: noon, to: noon + 200 * DAY_S },
        lastActive: noon + 201 * DAY_S,
      });
    });

    it("is a week at least", () => {
      expect(profileOf([at(0), at(7)]).latestQuiet).toEqual({ from: noon, to: noon + 7 * DAY_S });
      expect(profileOf([at(0), { ...at(7), time: noon + 7 * DAY_S - 1 }]).latestQuiet).toBeUndefined();
    });

    it("is not known of dust alone, and measured from the last transfer of a layout that knew no dust", () => {
      expect(profileOf([at(0, { isDust: true }), at(90)])).toMatchObject({ latestQuiet: undefined, detailFrom: noon });
      const before = profileOf([]);
      before.add(at(0, { isDust: true }), 2);
      before.add(at(90));
      expect(before).toMatchObject({
        latestQuiet: { from: noon, to: noon + 90 * DAY_S },
        detailFrom: noon + 90 * DAY_S,
        recentIn: [{ token: undefined }, { token: payment.token }],
      });
    });
  });

  it("breaks off on what no caller may give", () => {
    expect(() => profileOf([{ ...payment, amountMicros: -1n }])).toThrow("negative");
    expect(() => profileOf([{ ...payment, time: 0.5 }])).toThrow("whole");
    expect(() => profileOf([{ ...payment, time: -1 }])).toThrow("whole");
  });

  it("leaves the profile that it begins with as it was", () => {
    fc.assert(
      fc.property(anyProfile, anyTransfer, (profile, transfer) => {
        const before = structuredClone(factsOf(profile));
        foldTransfer(profile, transfer);
        expect(factsOf(profile)).toEqual(before);
      }),
      { numRuns: 30 },
    );
    expect(emptyProfile()).toMatchObject({ firstSeen: undefined, inCount: 0, outCount: 0, days: [] });
  });

  it("holds to its bounds and adds up, whatever is folded", () => {
    fc.assert(
      fc.property(fc.array(anyTransfer, { minLength: 1, maxLength: 300 }), (transfers) => {
        const profile = profileOf(transfers);
        expect(profile.inCount + profile.outCount).toBe(transfers.length);
        expect(profile.firstSeen).toBe(Math.min(...transfers.map(({ time }) => time)));
        expect(profile.lastSeen).toBe(Math.max(...transfers.map(({ time }) => time)));
        const days = profile.days.map(({ day }) => day);
        expect(days).toEqual([...new Set(days)].sort((a, b) => a - b));
        expect((days.at(-1) ?? 0) - (days[0] ?? 0)).toBeLessThan(PROFILE_DAYS_MAX);
        expect(days.at(-1)).toBe(dayOf(profile.lastSeen ?? 0));
        expect(profile.recentIn.length).toBeLessThanOrEqual(RECENT_FLOWS_MAX);
        const kept = transfers.filter(({ direction, isRemembered }) => direction === "out" && isRemembered);
        expect(profile.recentOut.map(({ logIndex }) => logIndex)).toEqual(
          kept.slice(-RECENT_FLOWS_MAX).map(({ logIndex }) => logIndex),
        );
      }),
    );
  });

  it("sums each day, direction and peg exactly, in ascending time", () => {
    const ordinary = anyTransfer.map((t) => ({
      ...t,
      amountMicros: t.amountMicros % 10n ** 12n,
      time: t.time % 10 ** 8,
    }));
    fc.assert(
      fc.property(fc.array(ordinary, { maxLength: 100 }), (unsorted) => {
        const transfers = unsorted.toSorted((a, b) => a.time - b.time);
        const newest = dayOf(transfers.at(-1)?.time ?? 0);
        const expected = new Map<string, bigint>();
        for (const { time, direction, peg, amountMicros } of transfers) {
          if (dayOf(time) <= newest - PROFILE_DAYS_MAX || amountMicros === 0n) continue;
          const key = `${dayOf(time)} ${direction} ${peg}`;
          expected.set(key, (expected.get(key) ?? 0n) + amountMicros);
        }
        const found = profileOf(transfers).days.flatMap((bucket) =>
          (["in", "out"] as const).flatMap((direction) =>
            bucket[direction].sums.map(({ peg, micros }) => [`${bucket.day} ${direction} ${peg}`, micros] as const),
          ),
        );
        expect(new Map(found)).toEqual(expected);
      }),
    );
  });
});
