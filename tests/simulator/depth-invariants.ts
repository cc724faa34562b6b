import { encodeExposure } from "@redflag/domain/exposure/exposure-codec";
import type { AddressExposure } from "@redflag/domain/exposure/held-exposure";
import { encodeProfile } from "@redflag/domain/profile-codec";
import type { ExpectedDepth } from "./depth-oracle.ts";
import { differences } from "./differences.ts";
import type { Stored } from "./stored.ts";

/** The memory is what one unbroken fold gives, no rule threw, and each silence that says nothing was counted once. */
export async function checkDepth(stored: Stored, expected: ExpectedDepth): Promise<string[]> {
  const profiles = [...expected.profiles]
    .map(([address, profile]) => ({ address, state: Buffer.from(encodeProfile(profile)).toString("hex") }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  const exposures = expected.exposures
    .map(({ address, all, shared }) => ({ address, all: hexOf(all), shared: hexOf(shared) }))
    .filter(({ all, shared }) => all !== null || shared !== null)
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  return [
    ...differences("profiles", await stored.profiles(), profiles),
    ...differences("memories of listed addresses' money", await stored.exposures(), exposures),
    ...differences("counts of what could not be judged", [await stored.withheld()], [{ count: expected.withheld }]),
    ...(await stored.screeningGaps()).map(({ reason }) => `a screening gap: ${reason}`),
  ];
}

function hexOf(purses: AddressExposure): string | null {
  const bytes = encodeExposure(purses);
  return bytes === undefined ? null : Buffer.from(bytes).toString("hex");
}
