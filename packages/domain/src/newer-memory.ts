import { Problem } from "./problem.ts";

/**
 * What a later program has stored, this one must not guess at.
 * @param what as a sentence begins: "a stored profile has layout"
 * @throws Problem `profile_newer` where the number is above the latest that this program knows
 */
export function refuseNewer(what: string, found: number, latest: number, first = latest): void {
  if (found <= latest) return;
  const known = first === latest ? `${latest}` : `${first} to ${latest}`;
  throw new Problem("profile_newer", `${what} ${found}; this Redflag knows ${known}`);
}
