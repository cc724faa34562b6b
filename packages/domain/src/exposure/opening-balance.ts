import type { Profile } from "../profile.ts";

/**
 * What an address holds of a peg by its profile, where nothing was followed yet: what came in less what went out, never below
 * nothing, since what it had before the ledger began counts as clean. Within a day the order is not known and its end is
 * taken; what came before the days that are remembered is what they leave of the whole.
 */
export function openingBalance(profile: Profile | undefined, peg: string): bigint {
  if (profile === undefined) return 0n;
  const changes = profile.days.map((day) => sumOf(day.in.sums, peg) - sumOf(day.out.sums, peg));
  const before = changes.reduce((rest, change) => rest - change, sumOf(profile.net, peg));
  return changes.reduce((balance, change) => atLeastNothing(balance + change), atLeastNothing(before));
}

function sumOf(sums: Profile["net"], peg: string): bigint {
  return sums.find((sum) => sum.peg === peg)?.micros ?? 0n;
}

function atLeastNothing(micros: bigint): bigint {
  return micros > 0n ? micros : 0n;
}
