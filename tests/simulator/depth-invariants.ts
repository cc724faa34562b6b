import { encodeExposure } from "@redflag/domain/exposure/exposure-codec";
import type { AddressExposure } from "@redflag/domain/exposure/held-exposure";
import { encodePairMemory } from "@redflag/domain/graph/pair-memory-codec";
import { encodeProfile } from "@redflag/domain/profile-codec";
import type { ExpectedDepth } from "./depth-oracle.ts";
import { differences } from "./differences.ts";
import type { Stored } from "./stored.ts";

/** The memory is what one unbroken fold gives, no rule threw, and each silence that says nothing was counted once. */
export async function checkDepth(stored: Stored, expected: ExpectedDepth): Promise<string[]> {
  const profiles = [...expected.profiles]
    .map(([address, profile]) => {
      const pairs = expected.pairs.get(address);
      return {
        address,
        state: Buffer.from(encodeProfile(profile)).toString("hex"),
        pairs: pairs === undefined ? null : Buffer.from(encodePairMemory(pairs)).toString("hex"),
      };
    })
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  const exposures = expected.exposures
    .map(({ address, all, shared }) => ({ address, all: hexOf(all), shared: hexOf(shared) }))
    .filter(({ all, shared }) => all !== null || shared !== null)
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  const graph = [...expected.graph].map(([part, bytes]) => ({ part, state: Buffer.from(bytes).toString("hex") }));
  return [
    ...differences("profiles", await stored.profiles(), profiles),
    ...differences("memories of listed addresses' money", await stored.exposures(), exposures),
    ...differences("what is remembered of new pairs", await stored.graphParts(), graph.sort(byPart)),
    ...differences("counts of what could not be judged", [await stored.withheld()], [{ count: expected.withheld }]),
    ...(await stored.screeningGaps()).map(({ reason }) => `a screening gap: ${reason}`),
  ];
}

function hexOf(purses: AddressExposure): string | null {
  const bytes = encodeExposure(purses);
  return bytes === undefined ? null : Buffer.from(bytes).toString("hex");
}

function byPart(a: { part: string }, b: { part: string }): number {
  return a.part < b.part ? -1 : 1;
}
