import { circle } from "./freeze-families/circle.ts";
import { tetherLegacy } from "./freeze-families/tether-legacy.ts";
import type { FreezeFamily, FreezeFamilyName } from "./freeze-family.ts";

/** Every family whose events Redflag reads. A test holds this list against the files in `freeze-families/`. */
export const FREEZE_FAMILIES: readonly FreezeFamily[] = [tetherLegacy, circle];

/** Undefined for `none` and `unverified`: no event of such a token is read. */
export function findFreezeFamily(name: FreezeFamilyName): FreezeFamily | undefined {
  return FREEZE_FAMILIES.find((family) => family.name === name);
}
