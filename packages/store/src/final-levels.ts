import type { VerifyPolicy } from "@redflag/domain/chain";
import type { CoverageLevel } from "./ledger-range.ts";

/**
 * How well a block must have been checked before what rests on it may be called final. Brief §3.7. Under `proof` a block
 * that no proof reaches is held against another endpoint (`peers`); such are listed in the chain's file.
 */
export const FINAL_LEVELS: Record<VerifyPolicy, readonly CoverageLevel[]> = {
  proof: ["peers", "self_consistent", "proven"],
  bloom: ["bloom", "peers", "self_consistent", "proven"],
  peers: ["peers", "self_consistent", "proven"],
  header: ["unproven", "bloom", "peers", "self_consistent", "proven"],
};
