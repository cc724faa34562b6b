import type { VerifyPolicy } from "@redflag/domain/chain";
import type { CoverageLevel } from "@redflag/store/ledger-range";

const LEVELS: Partial<Record<VerifyPolicy, readonly CoverageLevel[]>> = {
  // What cannot be proven is compared instead.
  proof: ["peers", "self_consistent", "proven"],
  peers: ["peers", "self_consistent", "proven"],
};

/** What a committed stretch must be called to be left alone; undefined where nothing is checked after it was read. */
export function levelsSought(policy: VerifyPolicy): readonly CoverageLevel[] | undefined {
  return LEVELS[policy];
}
