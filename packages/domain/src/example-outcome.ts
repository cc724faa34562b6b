import type { Assessment, Heuristic } from "./heuristic.ts";

/** What each example of a rule says, whatever its stage. */
export function exampleOutcomes(heuristic: Heuristic): Array<{ title: string; outcome: Assessment["outcome"] }> {
  switch (heuristic.stage) {
    case "head":
      return heuristic.examples.map(({ title, fires }) => ({ title, outcome: fires.length > 0 ? "fires" : "silent" }));
    case "depth":
    case "graph":
      return heuristic.examples.map(({ title, outcome }) => ({ title, outcome }));
    case "cross-chain":
      return heuristic.examples.map(({ title, fires }) => ({ title, outcome: fires > 0 ? "fires" : "silent" }));
  }
}
