import { describe, expect, it } from "vitest";
import type { Address } from "./address.ts";
import {
  BUCKETS_MAX,
  COUNTED_DAYS_MAX,
  countCounterparties,
  countedFrom,
  isCountComplete,
  SKETCH_ERROR_PERCENT,
} from "./counterparty-sketch.ts";
import { addressAt, DAY_S, factsOf, profileOf } from "./profile.samples.ts";
import { emptyProfile, type ProfiledTransfer, RECENT_FLOWS_MAX } from "./profile.ts";
import { decodeProfile, encodeProfile } from "./profile-codec.ts";
import { GrowingProfile } from "./profile-growth.ts";

/** The first second of a span of ten days. */
const SPAN_FROM = 2_000 * 10 * DAY_S;

function payment(counterparty: Address, time: number): ProfiledTransfer {
  return {
    direction: "in",
    counterparty,
    amountMicros: 5_000_000n,
    peg: "USD",
    token: addressAt(1),
    txHash: "0x01",
    time,
    blockNumber: time,
    logIndex: 0,
    counterpartyIsService: false,
    isRemembered: true,
    isDust: false,
  };
}

/** So many payers, each once. */
function paidBy(count: number, time = SPAN_FROM, first = 0): GrowingProfile {
  return profileOf(Array.from({ length: count }, (_, n) => payment(addressAt(first + n), time)));
}

function payersOf(profile: GrowingProfile, time: number): number {
  return countCounterparties(profile, "in", time).count;
}

describe("distinct counterparties", () => {
  it("are counted one by one while all payments are remembered", () => {
    const profile = paidBy(RECENT_FLOWS_MAX);
    expect(profile.payers).toBeUndefined();
    expect(countCounterparties(profile, "in", SPAN_FROM)).toEqual({ count: RECENT_FLOWS_MAX, isExact: true });
    profile.add(payment(addressAt(0), SPAN_FROM));
    expect(countCounterparties(profile, "in", SPAN_FROM).isExact).toBe(false);
    expect(Math.abs(payersOf(profile, SPAN_FROM) - RECENT_FLOWS_MAX)).toBeLessThanOrEqual(3);
  });

  it("are estimated within the stated error, two times in three, and nearly always within three times as much", () => {
    const errors = [65, 100, 200, 500, 1_000, 2_000, 3_000].flatMap((truth) =>
      Array.from({ length: 20 }, (_, n) => {
        const found = payersOf(paidBy(truth, SPAN_FROM, 1_000_003 * (n + 1)), SPAN_FROM);
        return (Math.abs(found - truth) / truth) * 100;
      }),
    );
    const within = (percent: number) => errors.filter((error) => error <= percent).length / errors.length;
    expect(within(SKETCH_ERROR_PERCENT)).toBeGreaterThan(0.67);
    expect(within(3 * SKETCH_ERROR_PERCENT)).toBeGreaterThan(0.98);
  });

  it("do not swell by who pays again, and are at least thousands of a million payments", () => {
    const profile = GrowingProfile.from(emptyProfile());
    for (let n = 0; n < 3_000; n++) profile.add(payment(addressAt(n % 40), SPAN_FROM + n));
    expect(Math.abs(payersOf(profile, SPAN_FROM) - 40)).toBeLessThanOrEqual(3);
    for (let n = 0; n < 40_000; n++) profile.add(payment(addressAt(n), SPAN_FROM + 3_000));
    expect(payersOf(profile, SPAN_FROM)).toBeGreaterThan(6_000);
  });

  it("leave out known services and what costs nothing to send", () => {
    const service = { counterpartyIsService: true };
    const dust = { amountMicros: 999_999n };
    const profile = profileOf(
      Array.from({ length: 200 }, (_, n) => ({ ...payment(addressAt(n), SPAN_FROM), ...(n % 2 ? service : dust) })),
    );
    expect(countCounterparties(profile, "in", SPAN_FROM)).toEqual({ count: 0, isExact: false });
    expect(payersOf(profileOf([{ ...payment(addressAt(1), SPAN_FROM), ...dust }]), SPAN_FROM)).toBe(0);
  });

  it.each([30, 70])("of %d payers are forgotten after three spans of ten days", (count) => {
    const profile = paidBy(count);
    const last = SPAN_FROM + COUNTED_DAYS_MAX * DAY_S - 1;
    expect(countedFrom(last)).toBe(SPAN_FROM);
    expect(Math.abs(payersOf(profile, last) - count)).toBeLessThanOrEqual(4);
    expect(payersOf(profile, last + 1)).toBe(0);
  });

  it("keep three spans, whatever comes when", () => {
    const profile = paidBy(70);
    for (const spans of [3, 1, 5, 2]) profile.add(payment(addressAt(900 + spans), SPAN_FROM + spans * 10 * DAY_S));
    expect(profile.payers?.map(({ bucket }) => bucket)).toEqual([2_003, 2_005]);
    expect(profile.payers?.length).toBeLessThanOrEqual(BUCKETS_MAX);
    expect(factsOf(decodeProfile(encodeProfile(profile)))).toEqual(factsOf(profile));
  });

  it("are apart in a copy", () => {
    const profile = paidBy(70);
    const copy = GrowingProfile.from(profile);
    for (let n = 0; n < 200; n++) copy.add(payment(addressAt(5_000 + n), SPAN_FROM));
    expect(payersOf(profile, SPAN_FROM)).toBeLessThan(80);
    expect(payersOf(copy, SPAN_FROM)).toBeGreaterThan(200);
  });

  it("are complete where all is remembered, or was folded with marks for as long as is counted", () => {
    const inLayout2 = GrowingProfile.from(emptyProfile());
    for (let n = 0; n < 100; n++) inLayout2.add(payment(addressAt(n), SPAN_FROM), 2);
    expect(inLayout2.payers).toBeUndefined();
    expect(isCountComplete(inLayout2, "in", SPAN_FROM)).toBe(false);
    inLayout2.add(payment(addressAt(1), SPAN_FROM));
    expect(isCountComplete(inLayout2, "in", SPAN_FROM + DAY_S)).toBe(true);
    expect(isCountComplete(paidBy(100), "in", SPAN_FROM)).toBe(true);
    expect(isCountComplete(paidBy(10), "in", SPAN_FROM)).toBe(true);
  });
});
