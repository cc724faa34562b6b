import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Address } from "../address.ts";
import { Inferences } from "../inference.ts";
import { foldAndJudge } from "../judge-depth.ts";
import { toMicros } from "../money.ts";
import type { Profile } from "../profile.ts";
import { decodeProfile, encodeProfile } from "../profile-codec.ts";
import {
  ALL_ENTRIES,
  anyMoneyStory,
  exposureInputs,
  INSIDE_LISTED,
  INSIDE_SERVICE,
  PERSON,
  played,
  SHARED_ENTRIES,
  SHARED_LISTED,
  SHARED_SERVICE,
} from "./exposure.samples.ts";
import { decodeExposure, encodeExposure } from "./exposure-codec.ts";
import { Exposures, type StoredExposure } from "./exposures.ts";
import { type AddressExposure, EXPOSURES_MAX, taintedMicros } from "./held-exposure.ts";

const inputs = exposureInputs(ALL_ENTRIES);

function byAddress(stored: readonly StoredExposure[]): StoredExposure[] {
  return stored
    .filter(({ all, shared }) => all.length + shared.length > 0)
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** As the store keeps it. */
function restored(exposures: Exposures): StoredExposure[] {
  const again = (purses: AddressExposure) => {
    const bytes = encodeExposure(purses);
    return bytes === undefined ? [] : decodeExposure(bytes);
  };
  return byAddress(exposures.changes()).map(({ address, all, shared }) => ({
    address,
    all: again(all),
    shared: again(shared),
  }));
}

describe("money of listed addresses", () => {
  it("is never made: no purse holds more of it than money, and together no more is held than was paid out", () => {
    fc.assert(
      fc.property(anyMoneyStory, (story) => {
        const { blocks, transfers } = played(story);
        const profiles = new Map<Address, Profile>();
        const exposures = new Exposures();
        let paidOut = 0n;
        for (const transfer of transfers) {
          foldAndJudge(inputs, blocks, [transfer], profiles, new Inferences(), exposures);
          if ([SHARED_LISTED, INSIDE_LISTED].includes(transfer.sender)) paidOut += toMicros(transfer.amount, 6);
          let held = 0n;
          for (const { all } of exposures.changes()) {
            for (const purse of all) {
              const tainted = taintedMicros(purse);
              expect(tainted).toBeLessThanOrEqual(purse.balanceMicros);
              expect(purse.exposures.length).toBeLessThanOrEqual(EXPOSURES_MAX);
              held += tainted;
            }
          }
          expect(held).toBeLessThanOrEqual(paidOut);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("stops at services, and goes no farther than as many payments as it is followed", () => {
    fc.assert(
      fc.property(anyMoneyStory, (story) => {
        const { blocks, transfers } = played(story);
        const exposures = new Exposures();
        foldAndJudge(inputs, blocks, transfers, new Map(), new Inferences(), exposures);
        expect(exposures.of(SHARED_SERVICE)).toEqual([]);
        expect(exposures.of(INSIDE_SERVICE)).toEqual([]);
        for (const { exposures: held } of exposures.changes().flatMap(({ all }) => all)) {
          for (const { hops, origin, path } of held) {
            expect(hops).toBeLessThanOrEqual(3);
            expect(path[0]?.payer).toBe(origin);
            expect(path.some(({ payer }) => payer === SHARED_SERVICE)).toBe(false);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it("is the same in one stretch and in any two, with all of it stored in between, and so is what is found", () => {
    const fired: string[] = [];
    fc.assert(
      fc.property(anyMoneyStory, fc.nat(), (story, seed) => {
        const { blocks, transfers } = played(story);
        const whole = new Exposures();
        const expected = foldAndJudge(inputs, blocks, transfers, new Map(), new Inferences(), whole);
        fired.push(...expected.firings.map(({ exposure }) => exposure));

        const cut = seed % (transfers.length + 1);
        const profiles = new Map<Address, Profile>();
        const [inferences, first] = [new Inferences(), new Exposures()];
        const before = foldAndJudge(inputs, blocks, transfers.slice(0, cut), profiles, inferences, first);
        const kept = new Map([...profiles].map(([key, profile]) => [key, decodeProfile(encodeProfile(profile))]));
        const second = new Exposures(restored(first));
        const standing = new Inferences(inferences.standing);
        const after = foldAndJudge(inputs, blocks, transfers.slice(cut), kept, standing, second);
        expect([...before.firings, ...after.firings]).toEqual(expected.firings);
        const merged = new Map([...restored(first), ...second.changes()].map((one) => [one.address, one]));
        expect(byAddress([...merged.values()])).toEqual(restored(whole));
      }),
      { numRuns: 150 },
    );
    expect(fired).toContain("INDIRECT");
  });

  it("is to an exchange what it would be if nothing were listed but what it may know", () => {
    fc.assert(
      fc.property(anyMoneyStory, (story) => {
        const { blocks, transfers } = played(story);
        const [inside, outside] = [new Exposures(), new Exposures()];
        foldAndJudge(inputs, blocks, transfers, new Map(), new Inferences(), inside);
        foldAndJudge(exposureInputs(SHARED_ENTRIES), blocks, transfers, new Map(), new Inferences(), outside);
        const shared = (exposures: Exposures) =>
          byAddress(exposures.changes().map((one) => ({ ...one, all: [] }))).map((one) => encodeExposure(one.shared));
        expect(shared(inside)).toEqual(shared(outside));
        for (const one of inside.changes()) {
          expect(one.shared.flatMap(({ exposures }) => exposures.map(({ entry }) => entry.listVersion))).not.toContain(
            1,
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  it("costs who never met any of it nothing", () => {
    const { blocks, transfers } = played([{ from: PERSON, to: SHARED_SERVICE, amount: "100", atS: 0 }]);
    const exposures = new Exposures();
    foldAndJudge(inputs, blocks, transfers, new Map(), new Inferences(), exposures);
    expect(exposures.changes()).toEqual([]);
    expect(encodeExposure([])).toBeUndefined();
  });
});
