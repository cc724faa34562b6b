import { exampleOutcomes } from "../src/example-outcome.ts";
import { GROUP_CONTEXT_EXAMPLES } from "../src/graph/group-context.examples.ts";
import type { Heuristic } from "../src/heuristic.ts";
import type { Typology } from "../src/typologies.ts";
import { markdownTable } from "./markdown-table.ts";

/**
 * One row for each typology and rule that looks for it, and one for each that no rule looks for: told beside the alerts of
 * others, or not at all.
 */
export function typologyTable(typologies: readonly Typology[], heuristics: readonly Heuristic[]): string {
  const rows = typologies.flatMap(({ id, title, rules, within, needs = "" }) => {
    if (within !== undefined) {
      const exampleOf = (outcome: "told" | "silent") =>
        GROUP_CONTEXT_EXAMPLES.find((example) => example.code === within && example.outcome === outcome)?.title ?? "";
      const told = `none; the reason \`${within}\` of an alert of the graph`;
      return [[id, title, told, exampleOf("told"), exampleOf("silent"), needs]];
    }
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
  const examples = exampleOutcomes(heuristic);
  return {
    fires: examples.find(({ outcome }) => outcome === "fires" || outcome === "context")?.title,
    silent: examples.find(({ outcome }) => outcome === "silent")?.title,
  };
}
