import { Problem } from "@redflag/domain/problem";
import type { ReplayStep } from "./replay-report.ts";

export type StepResult = Omit<ReplayStep, "step">;

/** Facts that one step tells; the rest are counted. */
const FACTS_MAX = 20;

/**
 * What a step found: it differs where there are faults, and is not checked where something is open.
 * @param words for when it holds, and for when it is open, which may then say how far it was looked at
 */
export function stepResult(
  faults: readonly string[],
  open: readonly string[],
  words: { holds: string; open?: string; differs: string },
): StepResult {
  if (faults.length > 0) return { outcome: "differs", words: words.differs, facts: bounded(faults) };
  if (open.length > 0) return { outcome: "not_checked", words: words.open ?? words.holds, facts: bounded(open) };
  return { outcome: "holds", words: words.holds, facts: [] };
}

export function notChecked(words: string): StepResult {
  return { outcome: "not_checked", words, facts: [] };
}

/**
 * The product's own functions judge what anybody may have written: what they assert of the record may be false of it, and then it
 * is the record that differs and no mistake of theirs.
 */
export async function guarded(look: () => StepResult | Promise<StepResult>): Promise<StepResult> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Problem && error.code === "heuristic_missing") {
      return {
        outcome: "not_checked",
        words: "this program does not have what it was judged by",
        facts: [error.detail],
      };
    }
    const fact = error instanceof Problem ? error.detail : error instanceof Error ? error.message : String(error);
    return { outcome: "differs", words: "it does not hold together", facts: [oneLine(fact)] };
  }
}

function bounded(facts: readonly string[]): string[] {
  const shown = facts.slice(0, FACTS_MAX).map(oneLine);
  return facts.length > FACTS_MAX ? [...shown, `${facts.length - FACTS_MAX} more`] : shown;
}

/** Some of it comes from the bundle: nothing in it may act on a terminal, hide, or fill a page. */
function oneLine(text: string): string {
  return text.slice(0, 500).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
}
