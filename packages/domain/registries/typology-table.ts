import type { Heuristic } from "../src/heuristic.ts";
import type { Typology } from "../src/typologies.ts";
import { markdownTable } from "./markdown-table.ts";

/** One row for each typology and rule that looks for it, and one for each that no rule looks for. */
export function typologyTable(typologies: readonly Typology[], heuristics: readonly Heuristic[]): string {
  const rows = typologies.flatMap(({ id, title, rules, needs = "" }) => {
    if (rules.length === 0) return [[id, title, "none", "", "", needs]];
    return rules.map((rule) => {
      const { fires = "", silent = "" } = firstExamples(heuristics.find((heuristic) => heuristic.id === rule));
      return [id, title, `[${rule}](#${rule})`, fires, silent, needs];
    });
  });
  return markdownTable(["typology", "what it is", "rule", "fires on", "silent on", "it needs, besides"], rows);
}

function firstExamples(heuristic: Heuristic | undefined): { fires?: string | undefined; silent?: string | undefined } {
  if (heuristic === undefined) return {};
  const examples: ReadonlyArray<{ title: string; isSilent: boolean }> =
    heuristic.stage === "head"
      ? heuristic.examples.map(({ title, fires }) => ({ title, isSilent: fires.length === 0 }))
      : heuristic.examples.flatMap(({ title, outcome }) =>
          outcome === "withheld" ? [] : [{ title, isSilent: outcome === "silent" }],
        );
  return {
    fires: examples.find(({ isSilent }) => !isSilent)?.title,
    silent: examples.find(({ isSilent }) => isSilent)?.title,
  };
}
