import { durationText } from "@redflag/domain/duration-text";
import { findCrossChainStanding, type LaneClock } from "@redflag/screen/cross-chain-standing";
import type { Executor } from "@redflag/store/database";
import { countOf } from "../count-text.ts";
import type { Check } from "./check.ts";

/** A lane that is so far behind the fastest holds the others back longer than finality alone would. Ours [E]. */
const BEHIND_S = 3_600;

/** How far what bridges say is judged over all lanes, and which lane holds it back. */
export async function checkCrossChain(db: Executor): Promise<Check[]> {
  const { judgedBefore, lanes, gapCount } = await findCrossChainStanding(db);
  const [slowest, fastest] = [lanes[0], lanes.at(-1)];
  if (slowest === undefined || fastest === undefined) return [];
  const name = "across chains";
  const facts = { judgedBefore, lanes: lanes.map(({ chain, ...lane }) => ({ chain: chain.name, ...lane })), gapCount };
  const checks: Check[] = [];
  const judged = judgedBefore === 0 ? "nothing judged yet" : `judged up to ${timeText(judgedBefore)}`;
  const behindS = fastest.clock - slowest.clock;
  if (lanes.length === 1) {
    const text = `${judged}; of the chains with bridges only ${slowest.chain.name} is watched: what leaves it arrives unseen`;
    checks.push({ name, status: "note", text, hint: "A hop needs the chain on each side of the bridge.", facts });
  } else if (slowest.isStopped || behindS > BEHIND_S) {
    const text = `${judged}; held back by ${slowest.chain.name}, ${behindText(slowest, behindS, fastest)}`;
    const hint = slowest.isStopped
      ? `Mend the cause, then run \`redflag rebuild --chain ${slowest.chain.name}\`.`
      : `\`redflag start\` must follow ${slowest.chain.name}: what arrives by a bridge is judged once every such lane is beyond it.`;
    checks.push({ name, status: slowest.isStopped ? "wrong" : "note", text, hint, facts });
  } else {
    const text = `${judged}, over ${lanes.map(({ chain }) => chain.name).join(", ")}`;
    checks.push({ name, status: "ok", text, facts });
  }
  return [...checks, ...faultChecks(lanes), ...gapChecks(gapCount)];
}

function behindText({ clock, isStopped }: LaneClock, behindS: number, fastest: LaneClock): string {
  const so = isStopped ? "which has stopped" : "which is slower";
  if (clock === 0) return `${so}: none of its final blocks is read`;
  return `${so}: its final blocks reach ${timeText(clock)}, ${durationText(behindS)} behind ${fastest.chain.name}`;
}

function faultChecks(lanes: readonly LaneClock[]): Check[] {
  return lanes.flatMap(({ chain, faultCount, faultText }): Check[] => {
    if (faultCount === 0) return [];
    const text = `${countOf(faultCount, "event")} of bridges could not be followed; the first: ${faultText}`;
    return [{ name: `bridges ${chain.name}`, status: "note", text, facts: { faultCount } }];
  });
}

function gapChecks(gapCount: number): Check[] {
  if (gapCount === 0) return [];
  const text = `judged except ${countOf(gapCount, "arrival")} on which a rule failed`;
  const hint = "Report it; `redflag rebuild` judges them again with a program that does not fail.";
  return [{ name: "gaps across chains", status: "wrong", text, hint, facts: { gapCount } }];
}

function timeText(seconds: number): string {
  return `${new Date(seconds * 1_000).toISOString().slice(0, 19)}Z`;
}
