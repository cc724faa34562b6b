import type { Figure } from "./figure.ts";
import { sightingOf } from "./graph/example-chain.ts";
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

/** An example with what the rule says of it with its own parameters; no words where it says none. */
export interface ToldExample {
  title: string;
  outcome: Assessment["outcome"];
  text?: string;
  figures?: readonly Figure[];
}

/** The first on which a rule says something, and the first on which it does not, as far as it has both. */
export function tellExamples(heuristic: Heuristic): ToldExample[] {
  const outcomes = exampleOutcomes(heuristic);
  const speaks = ({ outcome }: Pick<ToldExample, "outcome">) => outcome === "fires" || outcome === "context";
  const chosen = [outcomes.findIndex(speaks), outcomes.findIndex(({ outcome }) => outcome === "silent")];
  return chosen.flatMap((index) => {
    const known = outcomes[index];
    return known === undefined ? [] : [{ ...known, ...wordsOf(heuristic, index) }];
  });
}

function wordsOf(heuristic: Heuristic, index: number): Pick<ToldExample, "text" | "figures"> {
  const params = heuristic.params.parse({});
  switch (heuristic.stage) {
    case "head": {
      const observation = heuristic.examples[index]?.observation;
      if (observation === undefined) return {};
      const reason = heuristic.judge(observation, params)[0]?.reasons[0];
      return wordsIn(reason ?? heuristic.explainSilence(observation, params)[0]);
    }
    case "depth": {
      const encounter = heuristic.examples[index]?.encounter();
      return encounter === undefined ? {} : wordsIn(heuristic.assess(encounter, params));
    }
    case "graph": {
      const payments = heuristic.examples[index]?.payments;
      return wordsIn(payments === undefined ? undefined : sightingOf(heuristic, payments)?.sighting);
    }
    case "cross-chain":
      return {};
  }
}

function wordsIn(
  said: { text: string; figures?: readonly Figure[] } | undefined,
): Pick<ToldExample, "text" | "figures"> {
  if (said === undefined) return {};
  return { text: said.text, ...(said.figures !== undefined && { figures: said.figures }) };
}
