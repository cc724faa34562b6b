import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressAt, anyProfile, anyTransfer, DAY_S, foldTransfer, profileOf } from "./profile.samples.ts";
import {
  COUNT_MAX,
  emptyProfile,
  PROFILE_DAYS_MAX,
  PROFILE_PEGS_MAX,
  type Profile,
  type ProfiledTransfer,
  RECENT_FLOWS_MAX,
  SUM_MICROS_MAX,
} from "./profile.ts";
import { decodeProfile, encodeProfile, PROFILE_BYTES_MAX } from "./profile-codec.ts";
import { GrowingProfile } from "./profile-growth.ts";

const pegs = Array.from(
  { length: PROFILE_PEGS_MAX },
  (_, i) => `${i < 26 ? "A" : "B"}X${String.fromCharCode(65 + (i % 26))}`,
);

const place = { blockNumber: 20_000_000, logIndex: 120, counterpartyIsService: false, isRemembered: true } as const;

const ordinary = {
  direction: "in",
  counterparty: addressAt(1),
  amountMicros: 1n,
  peg: "USD",
  time: 0,
  ...place,
} as const;

/** As large as a profile can be made: every count, sum, day, peg and counterparty at its limit. */
function largestProfile(): Profile {
  const flow = { count: COUNT_MAX, sums: pegs.map((peg) => ({ peg, micros: SUM_MICROS_MAX })) };
  const recent = Array.from({ length: RECENT_FLOWS_MAX }, (_, i) => ({
    counterparty: addressAt(i),
    peg: pegs[0] as string,
    micros: SUM_MICROS_MAX,
    time: COUNT_MAX,
    blockNumber: COUNT_MAX,
    logIndex: 2 ** 52 - 1,
    isService: true,
  }));
  const firstDay = Math.floor(COUNT_MAX / DAY_S);
  return {
    firstSeen: 0,
    lastSeen: COUNT_MAX,
    inCount: COUNT_MAX,
    outCount: COUNT_MAX,
    days: Array.from({ length: PROFILE_DAYS_MAX }, (_, i) => ({ day: firstDay - 91 + i, in: flow, out: flow })),
    net: pegs.map((peg) => ({ peg, micros: -SUM_MICROS_MAX })).sort((a, b) => (a.peg < b.peg ? -1 : 1)),
    recentIn: recent,
    recentOut: recent,
  };
}

describe("profile codec", () => {
  it("gives back what it was given, within the bound", () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const bytes = encodeProfile(profile);
        expect(bytes.length).toBeLessThanOrEqual(PROFILE_BYTES_MAX);
        expect(decodeProfile(bytes)).toEqual(profile);
      }),
    );
  });

  it("gives equal content equal bytes, and other content other bytes", () => {
    fc.assert(
      fc.property(anyProfile, anyTransfer, (profile, transfer) => {
        const copy = decodeProfile(encodeProfile(profile));
        expect(encodeProfile(copy)).toEqual(encodeProfile(profile));
        expect(encodeProfile(foldTransfer(copy, transfer))).not.toEqual(encodeProfile(profile));
      }),
    );
  });

  it("folds on after a restart as if there had been none", () => {
    fc.assert(
      fc.property(
        fc.array(anyTransfer, { maxLength: 60 }),
        fc.array(anyTransfer, { maxLength: 60 }),
        (before, after) => {
          const restored = decodeProfile(encodeProfile(profileOf(before)));
          for (const transfer of after) restored.add(transfer);
          expect(encodeProfile(restored)).toEqual(encodeProfile(profileOf([...before, ...after])));
        },
      ),
    );
  });

  it("stays within its bound at every limit at once", () => {
    const largest = largestProfile();
    const bytes = encodeProfile(largest);
    expect(decodeProfile(bytes)).toEqual(largest);
    expect(bytes.length).toBeLessThanOrEqual(PROFILE_BYTES_MAX);
    expect(bytes.length).toBeGreaterThan(PROFILE_BYTES_MAX * 0.98);
    expect(PROFILE_BYTES_MAX).toBe(86_814);
  });

  it("stays within its bound for a wallet of a million transfers made to swell it", () => {
    const transferAt = (i: number): ProfiledTransfer => ({
      direction: i % 2 === 0 ? "in" : "out",
      counterparty: addressAt((i * 7_919) % 100_003),
      amountMicros: SUM_MICROS_MAX / 64n + BigInt(i),
      peg: pegs[(i >> 1) % pegs.length] as string,
      time: 1_700_000_000 + i * 12,
      blockNumber: i,
      logIndex: i % 300,
      counterpartyIsService: i % 3 === 0,
      isRemembered: true,
    });
    const profile = GrowingProfile.from(emptyProfile());
    for (let i = 0; i < 1_000_000; i++) profile.add(transferAt(i));
    expect(profile).toMatchObject({ inCount: 500_000, outCount: 500_000 });
    expect(profile.days).toHaveLength(PROFILE_DAYS_MAX);
    const bytes = encodeProfile(profile);
    expect(bytes.length).toBeLessThanOrEqual(PROFILE_BYTES_MAX);
    expect(decodeProfile(bytes)).toEqual(profile);
  });

  it("is small for ordinary wallets", () => {
    const salary = { direction: "in", amountMicros: 900_000_000n, peg: "USD" } as const;
    const daily = Array.from({ length: 92 }, (_, i) => ({
      ...salary,
      counterparty: addressAt(i % 5),
      time: 1_700_000_000 + i * DAY_S,
      ...place,
    }));
    expect(encodeProfile(profileOf(daily.slice(0, 1))).length).toBeLessThan(90);
    expect(encodeProfile(profileOf(daily)).length).toBeLessThan(3_600);
    expect(encodeProfile(emptyProfile()).length).toBeLessThan(12);
  });

  it("breaks off on bytes that it did not write, and never runs away", () => {
    const damaged = fc.tuple(anyProfile, fc.nat(), fc.nat(255), fc.nat());
    fc.assert(
      fc.property(damaged, ([profile, place, value, cut]) => {
        const bytes = encodeProfile(profile);
        expect(() => decodeProfile(bytes.subarray(0, cut % bytes.length))).toThrow("Broken invariant");
        expect(() => decodeProfile(new Uint8Array([...bytes, value]))).toThrow("Broken invariant");
        bytes[place % bytes.length] = value;
        try {
          expect(decodeProfile(bytes).days.length).toBeLessThanOrEqual(PROFILE_DAYS_MAX);
        } catch (error) {
          expect((error as Error).message).toContain("Broken invariant");
        }
      }),
    );
  });

  it("leaves what it gave alone when it writes the next one, and when that one cannot be written", () => {
    const odd = profileOf([{ ...ordinary, peg: "usd!" }]);
    fc.assert(
      fc.property(fc.array(anyProfile, { minLength: 1, maxLength: 20 }), (profiles) => {
        const all = profiles.map((profile) => {
          const bytes = encodeProfile(profile);
          expect(() => encodeProfile(odd)).toThrow("ISO 4217");
          return bytes;
        });
        expect(all.map(decodeProfile)).toEqual(profiles);
      }),
      { numRuns: 20 },
    );
  });

  it("names the version that it reads", () => {
    expect(() => decodeProfile(Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0))).toThrow("at most 2");
    expect(() => decodeProfile(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0))).toThrow("version 2");
  });

  it("breaks off on a peg that is no code", () => {
    expect(() => encodeProfile(profileOf([{ ...ordinary, peg: "usd!" }]))).toThrow("ISO 4217");
  });
});
