import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SKETCH_BYTES } from "./counterparty-sketch.ts";
import { Problem } from "./problem.ts";
import { addressAt, anyProfile, anyTransfer, DAY_S, factsOf, foldTransfer, profileOf } from "./profile.samples.ts";
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

const place = {
  token: addressAt(999),
  txHash: "0x01",
  blockNumber: 20_000_000,
  logIndex: 120,
  counterpartyIsService: false,
  isRemembered: true,
  isDust: false,
} as const;

const ordinary = {
  direction: "in",
  counterparty: addressAt(1),
  amountMicros: 1n,
  peg: "USD",
  time: 0,
  ...place,
} as const;

/** What layout 2 wrote of 900 USD received and 5 TRY paid. */
const LAYOUT_2 =
  "0281e2cfaa0680a30501010255534454525902db990101010080d293ad03000100010101c096b102020181ade2040080a4a7da060100000000000000000000000000000000000000010080d293ad030080dac409f10101000000000000000000000000000000000000000201c096b10280a305e4dac4090e";

/** As large as a profile can be made: every count, sum, day, peg and counterparty at its limit. */
function largestProfile(): Profile {
  const flow = { count: COUNT_MAX, sums: pegs.map((peg) => ({ peg, micros: SUM_MICROS_MAX })) };
  const recent = Array.from({ length: RECENT_FLOWS_MAX }, (_, i) => ({
    counterparty: addressAt(i),
    peg: pegs[i % pegs.length] as string,
    token: addressAt(i),
    micros: SUM_MICROS_MAX,
    time: COUNT_MAX,
    blockNumber: COUNT_MAX,
    logIndex: 2 ** 51 - 1,
    txFirstLog: 0,
    isService: true,
  }));
  const sketch = [1, 2, 3].map((n) => ({ bucket: COUNT_MAX - 4 + n, bits: new Uint8Array(SKETCH_BYTES).fill(255) }));
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
    detailFrom: COUNT_MAX,
    lastActive: 0,
    latestQuiet: { from: COUNT_MAX, to: COUNT_MAX * 2 },
    payers: sketch,
    payees: sketch,
  };
}

describe("profile codec", () => {
  it("gives back what it was given, within the bound", () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const bytes = encodeProfile(profile);
        expect(bytes.length).toBeLessThanOrEqual(PROFILE_BYTES_MAX);
        expect(factsOf(decodeProfile(bytes))).toEqual(factsOf(profile));
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
        (before, later) => {
          // The fold stops between blocks, and so between transactions.
          const after = later.map((transfer) => ({ ...transfer, txHash: `${transfer.txHash}00` as const }));
          const restored = decodeProfile(encodeProfile(profileOf(before)));
          for (const transfer of after) restored.add(transfer);
          expect(encodeProfile(restored)).toEqual(encodeProfile(profileOf([...before, ...after])));
        },
      ),
    );
  });

  it("holds what is stored as bytes, and gives the same whenever it is looked at or stored again", () => {
    // In the order of time, as the ledger is, but for some; with tokens and pegs that come late, and more flows and days than are kept.
    const step = fc.record({
      transfer: anyTransfer,
      waitS: fc.constantFrom(0, 600, DAY_S, 4 * DAY_S, 40 * DAY_S, -600, -3 * DAY_S),
      after: fc.constantFrom("goes on", "goes on", "is stored", "is stored", "is read"),
    });
    const look = fc.constantFrom("days", "recentIn", "recentOut");
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 150 }), look, (steps, list) => {
        const plain = profileOf([]);
        let stored = profileOf([]);
        let time = 19_000 * DAY_S;
        for (const [n, { transfer, waitS, after }] of steps.entries()) {
          time += waitS;
          const next = { ...transfer, time, txHash: `0x${n.toString(16).padStart(64, "0")}` } as const;
          plain.add(next);
          stored.add(next);
          if (after === "is stored") stored = decodeProfile(encodeProfile(stored));
          const paidService = plain.recentOut.some(({ isService }) => isService);
          expect(stored.flowsOut.haveService).toBe(paidService);
          if (after === "is read") expect(stored[list]).toEqual(plain[list]);
        }
        expect(encodeProfile(stored)).toEqual(encodeProfile(GrowingProfile.from(plain)));
        expect(factsOf(stored)).toEqual(factsOf(plain));
      }),
      { numRuns: 300 },
    );
  });

  it("stays within its bound at every limit at once", () => {
    const largest = largestProfile();
    const bytes = encodeProfile(largest);
    expect(factsOf(decodeProfile(bytes))).toEqual(largest);
    expect(bytes.length).toBeLessThanOrEqual(PROFILE_BYTES_MAX);
    expect(bytes.length).toBeGreaterThan(PROFILE_BYTES_MAX * 0.98);
    expect(PROFILE_BYTES_MAX).toBe(90_078);
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
      isDust: false,
      token: addressAt((i >> 1) % 32),
      txHash: `0x${(i >> 2).toString(16)}`,
    });
    const profile = GrowingProfile.from(emptyProfile());
    for (let i = 0; i < 1_000_000; i++) profile.add(transferAt(i));
    expect(profile).toMatchObject({ inCount: 500_000, outCount: 500_000 });
    expect(profile.days).toHaveLength(PROFILE_DAYS_MAX);
    const bytes = encodeProfile(profile);
    expect(bytes.length).toBeLessThanOrEqual(PROFILE_BYTES_MAX);
    expect(factsOf(decodeProfile(bytes))).toEqual(factsOf(profile));
  });

  it("is small for ordinary wallets", () => {
    const salary = { direction: "in", amountMicros: 900_000_000n, peg: "USD" } as const;
    const daily = Array.from({ length: 92 }, (_, i) => ({
      ...salary,
      counterparty: addressAt(i % 5),
      time: 1_700_000_000 + i * DAY_S,
      ...place,
    }));
    expect(encodeProfile(profileOf(daily.slice(0, 1))).length).toBeLessThan(100);
    expect(encodeProfile(profileOf(daily)).length).toBeLessThan(3_600);
    expect(encodeProfile(emptyProfile()).length).toBeLessThan(18);
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
          expect((error as Error).message).toMatch(/Broken invariant|newer Redflag/);
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
        expect(all.map((bytes) => factsOf(decodeProfile(bytes)))).toEqual(profiles.map(factsOf));
      }),
      { numRuns: 20 },
    );
  });

  it("reads the layout before, without what it did not take down", () => {
    const profile = decodeProfile(Uint8Array.from(LAYOUT_2.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)));
    expect(profile).toMatchObject({
      firstSeen: 1_700_000_000,
      lastSeen: 1_700_086_400,
      recentIn: [{ counterparty: addressAt(1), peg: "USD", micros: 900_000_000n, logIndex: 120, isService: true }],
      recentOut: [{ counterparty: addressAt(2), peg: "TRY", micros: 5_000_000n, logIndex: 7, isService: false }],
    });
    expect([...profile.recentIn, ...profile.recentOut].map(({ token }) => token)).toEqual([undefined, undefined]);
    const { detailFrom, lastActive, payers } = profile;
    expect([detailFrom, lastActive, payers]).toEqual([undefined, undefined, undefined]);
    expect(factsOf(decodeProfile(encodeProfile(profile)))).toEqual(factsOf(profile));
  });

  it("refuses a later layout in words, and what never was one", () => {
    expect(() => decodeProfile(Uint8Array.of(4, 0, 0, 0, 0, 0, 0, 0))).toThrow(
      new Problem("profile_newer", "a stored profile has layout 4; this Redflag knows 2 to 3"),
    );
    expect(() => decodeProfile(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0))).toThrow("layout 2");
  });

  it("breaks off on a peg that is no code", () => {
    expect(() => encodeProfile(profileOf([{ ...ordinary, peg: "usd!" }]))).toThrow("ISO 4217");
  });
});
