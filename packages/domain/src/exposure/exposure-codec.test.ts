import { describe, expect, it } from "vitest";
import { EXAMPLE_TIME, exampleParty } from "../example-encounter.ts";
import type { Hex } from "../hex.ts";
import { COUNT_MAX, dayOf, emptyProfile, PROFILE_DAYS_MAX, PROFILE_PEGS_MAX, SUM_MICROS_MAX } from "../profile.ts";
import { encodeProfile, PROFILE_BYTES_MAX } from "../profile-codec.ts";
import { GrowingProfile } from "../profile-growth.ts";
import { decodeExposure, EXPOSURE_BYTES_MAX, encodeExposure } from "./exposure-codec.ts";
import { exposureParams } from "./exposure-params.ts";
import { ExposureView } from "./exposure-view.ts";
import { type AddressExposure, EXPOSURES_MAX, HOPS_LIMIT, taintedMicros } from "./held-exposure.ts";

const wordOf = (n: number, bytes: number): Hex => `0x${n.toString(16).padStart(bytes * 2, "0")}`;

/** Everything at its limit. */
function largest(): AddressExposure {
  const firstDay = Math.floor(COUNT_MAX / 86_400) - PROFILE_DAYS_MAX;
  return Array.from({ length: PROFILE_PEGS_MAX }, (_, peg) => ({
    peg: `A${String.fromCharCode(65 + Math.floor(peg / 26))}${String.fromCharCode(65 + (peg % 26))}`,
    balanceMicros: SUM_MICROS_MAX,
    otherMicros: SUM_MICROS_MAX,
    exposures: Array.from({ length: EXPOSURES_MAX }, (_, n) => ({
      origin: wordOf(n, 20),
      entry: {
        list: "l".repeat(64),
        listVersion: COUNT_MAX,
        entryId: wordOf(n, 32),
        severity: "SEVERE" as const,
        confidence: 100,
      },
      hops: HOPS_LIMIT,
      micros: SUM_MICROS_MAX,
      since: COUNT_MAX,
      path: Array.from({ length: HOPS_LIMIT }, (_, step) => ({
        payer: wordOf(step === 0 ? n : step, 20),
        micros: SUM_MICROS_MAX,
        time: COUNT_MAX,
        blockNumber: COUNT_MAX,
        logIndex: COUNT_MAX,
      })),
    })),
    days: Array.from({ length: PROFILE_DAYS_MAX }, (_, n) => ({
      day: firstDay + n,
      inMicros: SUM_MICROS_MAX,
      paidInMicros: SUM_MICROS_MAX,
    })),
  }));
}

describe("a memory of exposure", () => {
  it("comes back as it was, and is never longer than its bound", () => {
    const bytes = encodeExposure(largest()) ?? new Uint8Array();
    expect(decodeExposure(bytes)).toEqual(largest());
    expect(bytes.length).toBeLessThanOrEqual(EXPOSURE_BYTES_MAX);
    expect(bytes.length).toBeGreaterThan(EXPOSURE_BYTES_MAX * 0.8);
    expect(EXPOSURE_BYTES_MAX).toBe(204_962);
  });

  it("is refused when it is cut short, goes on, or is of a later version", () => {
    const bytes = encodeExposure(largest().slice(0, 1)) ?? new Uint8Array();
    expect(() => decodeExposure(bytes.subarray(0, -1))).toThrow();
    expect(() => decodeExposure(new Uint8Array([...bytes, 0]))).toThrow("ends where its bytes do");
    expect(() => decodeExposure(new Uint8Array([2, ...bytes.subarray(1)]))).toThrow(
      "has version 2; this Redflag knows 1",
    );
  });
});

it("a wallet with a million transfers, of many listed addresses and of everybody else, stays within both bounds", () => {
  const wallet = exampleParty(0);
  const profile = GrowingProfile.from(emptyProfile());
  const view = new ExposureView();
  const params = exposureParams.parse({});
  const entry = { list: "orders", listVersion: 1, entryId: wordOf(1, 32), severity: "HIGH", confidence: 90 } as const;
  const others = Array.from({ length: 5_000 }, (_, n) => exampleParty(1 + n));
  const longest = { profile: 0, exposure: 0 };
  for (let n = 0; n < 1_000_000; n++) {
    // Each hundredth comes from one of forty listed addresses; a little more comes in than goes out.
    const isListed = n % 100 === 0;
    const direction = isListed || n % 2 === 0 ? "in" : "out";
    const counterparty = others[isListed ? (n / 100) % 40 : 40 + (n % 4_960)] ?? wallet;
    const micros = BigInt((direction === "in" ? 1_000 : 900) + (n % 997)) * 1_000_000n;
    const time = EXAMPLE_TIME + n * 20;
    const place = { blockNumber: n, logIndex: n % 300 };
    view.move(
      {
        sender: direction === "in" ? counterparty : wallet,
        recipient: direction === "in" ? wallet : counterparty,
        peg: "USD",
        micros,
        time,
        day: dayOf(time),
        ...place,
        listedAs: isListed ? entry : undefined,
        senderAbsorbs: false,
        recipientAbsorbs: direction === "out",
        isPaidIn: direction === "out",
        openingMicros: () => 0n,
        counts: (part) => part >= 1_000_000n,
      },
      params,
    );
    profile.add({
      direction,
      counterparty,
      amountMicros: micros,
      peg: "USD",
      time,
      ...place,
      counterpartyIsService: false,
      token: exampleParty(0),
      txHash: wordOf(n, 32),
      isDust: false,
      // Those of the last weeks: what is let go for a newer one is the same work at each.
      isRemembered: n > 900_000,
    });
    if (n % 50_000 !== 49_999) continue;
    longest.profile = Math.max(longest.profile, encodeProfile(profile).length);
    longest.exposure = Math.max(longest.exposure, encodeExposure(view.of(wallet))?.length ?? 0);
  }
  const [purse] = view.of(wallet);
  expect(purse?.exposures).toHaveLength(EXPOSURES_MAX);
  expect(purse && taintedMicros(purse) <= purse.balanceMicros).toBe(true);
  expect(purse?.otherMicros).toBeGreaterThan(0n);
  expect(profile.inCount + profile.outCount).toBe(1_000_000);
  expect(longest).toMatchInlineSnapshot(`
    {
      "exposure": 1816,
      "profile": 7229,
    }
  `);
  expect(longest.profile).toBeLessThan(PROFILE_BYTES_MAX);
  expect(longest.exposure).toBeLessThan(EXPOSURE_BYTES_MAX);
}, 60_000);
