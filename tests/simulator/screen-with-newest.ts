import type { HeadStep } from "@redflag/screen/screen-head";
import type { Stored } from "./stored.ts";

/** Takes a step; a change of lists or watches that was there before it holds for whatever blocks it screens. */
export async function screenWithNewest(
  stored: Stored,
  take: () => Promise<HeadStep>,
): Promise<{ step: HeadStep; violations: string[] }> {
  const { committed } = await stored.watchSeqs(0);
  const newest = await stored.newestLists();
  const step = await take();
  const violations: string[] = [];
  if (step.kind !== "advanced" || step.toBlock < step.fromBlock) return { step, violations };
  const { screened } = await stored.watchSeqs(step.toBlock);
  if (screened < committed) violations.push(`screened with ${screened} of ${committed} changes of watches`);
  const lists = await stored.listsScreened(step.toBlock);
  for (const [list, version] of Object.entries(newest)) {
    if ((lists[list] ?? 0) < version) violations.push(`screened without version ${version} of ${list}`);
  }
  return { step, violations };
}
