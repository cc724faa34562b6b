import { describe, expect, it } from "vitest";
import { ethereum } from "../chains/ethereum.ts";
import { EXAMPLE_RATES, EXAMPLE_TIME, exampleParty, exampleService } from "../example-encounter.ts";
import { observe } from "../finding.ts";
import { foldIntoProfiles } from "../fold-profiles.ts";
import type { Hex } from "../hex.ts";
import { COUNT_MAX, PROFILE_DAYS_MAX, PROFILE_PEGS_MAX, type Profile, SUM_MICROS_MAX } from "../profile.ts";
import { encodeProfile, PROFILE_BYTES_MAX } from "../profile-codec.ts";
import { listContracts } from "../token-registry.ts";
import { buildMatcher } from "../watchlist-matcher.ts";
import { decodeExposure, EXPOSURE_BYTES_MAX, encodeExposure } from "./exposure-codec.ts";
import { exposureParams } from "./exposure-params.ts";
import { Exposures } from "./exposures.ts";
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
    expect(() => decodeExposure(new Uint8Array([2, ...bytes.subarray(1)]))).toThrow("version 1");
  });
});

it("a wallet with a million transfers, of many listed addresses and of everybody else, stays within both bounds", () => {
  const [usdt] = listContracts(ethereum.name);
  if (usdt === undefined) throw new Error("Ethereum has tokens");
  const wallet = exampleParty(0);
  const listed = Array.from({ length: 40 }, (_, n) => exampleParty(1 + n));
  const matcher = buildMatcher(listed.map((address) => exampleService(address, { category: "sanctions" })));
  const params = exposureParams.parse({});
  const profiles = new Map<`0x${string}`, Profile>();
  const exposures = new Exposures();
  let longest = { profile: 0, exposure: 0 };
  for (let n = 0; n < 1_000_000; n++) {
    const other = n % 100 === 0 ? (listed[(n / 100) % 40] ?? wallet) : exampleParty(1_000 + (n % 5_000));
    const isReceipt = n % 100 === 0 || n % 2 === 0;
    const block = { number: n, hash: "0x00", parentHash: "0x00", time: EXAMPLE_TIME + n * 20 } as const;
    const observation = observe(
      ethereum,
      block,
      {
        blockNumber: n,
        logIndex: n % 300,
        txHash: "0x00",
        txOrdinal: 0,
        token: usdt.contract.address,
        sender: isReceipt ? other : wallet,
        recipient: isReceipt ? wallet : other,
        amount: BigInt(1 + (n % 997)) * 10n ** BigInt(usdt.contract.decimals),
      },
      matcher,
    );
    exposures.fold(observation, { params, rates: EXAMPLE_RATES, profiles, isDeposit: () => false });
    foldIntoProfiles(profiles, observation);
    // The others only keep what they were paid: this is about the wallet.
    if (profiles.size > 6_000) profiles.clear();
    if (n % 50_000 !== 49_999) continue;
    const profile = encodeProfile(profiles.get(wallet) as Profile).length;
    const exposure = encodeExposure(exposures.of(wallet))?.length ?? 0;
    longest = { profile: Math.max(longest.profile, profile), exposure: Math.max(longest.exposure, exposure) };
  }
  const [purse] = exposures.of(wallet);
  expect(purse?.exposures).toHaveLength(EXPOSURES_MAX);
  expect(purse && taintedMicros(purse) <= purse.balanceMicros).toBe(true);
  expect(purse?.otherMicros).toBeGreaterThan(0n);
  expect(longest.profile).toBeGreaterThan(1_000);
  expect(longest.profile).toBeLessThan(PROFILE_BYTES_MAX / 10);
  expect(longest.exposure).toBeGreaterThan(500);
  expect(longest.exposure).toBeLessThan(5_000);
}, 120_000);
