import { durationText } from "../src/duration-text.ts";
import { figureText, silenceConditions } from "../src/figure.ts";
import { outcomeOf, sightingOf } from "../src/graph/example-chain.ts";
import type {
  Assessment,
  CrossChainHeuristic,
  DepthHeuristic,
  GraphHeuristic,
  HeadHeuristic,
  Heuristic,
} from "../src/heuristic.ts";
import { listParameters, type Parameter } from "../src/heuristic-parameters.ts";
import type { Typology } from "../src/typologies.ts";
import { markdownTable } from "./markdown-table.ts";
import { typologyTable } from "./typology-table.ts";

const INTRODUCTION = `<!-- Written by \`pnpm registries\` from the files of the heuristics. Do not edit. -->

# Heuristics

What each rule says of a transfer, from what, and when it is silent. Figures marked [P] come from a published source, those
marked [E] are ours. No rule is an accusation: an alert of behaviour alone is never SEVERE, and each example that is silent
is an ordinary thing that looks much the same. A heuristic is added as [add-a-heuristic](../guides/add-a-heuristic.md) says.

A rule of the _head_ judges every transfer as soon as its block is seen, provisionally. A rule of the _depth_ remembers: it
judges the senders of final transfers, and is withheld, with a counter, until the lane reaches back as far as the rule looks
or while a rate is missing. A rule of the _graph_ looks at how final payments between addresses that had not paid each other
before stand to each other; each group of payments that such rules see together is one alert of the rule that saw it first
([detection](../detection.md)). It is withheld until the lane has shown for two weeks what is usual. A rule _across chains_ judges
what arrives by a bridge, once every lane is beyond it.

A rule of _context only_ looks for what is nearly always ordinary. It opens no alert and is not even
asked unless another rule fires on the same payment: then what it says is one reason more of that finding. Its silence everywhere
else is meant, and \`redflag why\` shows what it would have said.`;

const TYPOLOGIES_INTRODUCTION = `## Typologies

What is known of how money is moved, each with the rules that look for it and the first example on which each of them fires and
is silent, or with what a rule would need. Two are told beside alerts that rules of the graph open, and open none.`;

/** The text of docs/reference/heuristics.md: the typologies, then the rules by id. */
export function heuristicPage(heuristics: readonly Heuristic[], typologies: readonly Typology[]): string {
  const table = typologyTable(typologies, heuristics);
  const sections = heuristics.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(section);
  return `${[INTRODUCTION, TYPOLOGIES_INTRODUCTION, table, ...sections].join("\n\n")}\n`;
}

function section(heuristic: Heuristic): string {
  const { id, title, version, stage, summary, sources } = heuristic;
  const facts = [
    `- **Version**: ${version}`,
    `- **Judges**: ${stage === "cross-chain" ? "across chains" : `at the ${stage}`}${isContextOnly(heuristic) ? ", context only: it opens no alert" : ""}`,
    ...(isContextOnly(heuristic) ? [] : [newAlertLine(heuristic)]),
    ...(heuristic.stage === "depth" ? [`- **History**: ${historyText(heuristic)}`] : []),
    "- **Sources**:",
    ...sources.map((source) => `  - ${source}`),
  ];
  const examples = examplesOf(heuristic);
  return [`## ${id}`, `_${title}._ ${summary}`, facts.join("\n"), ...parameters(heuristic), examples].join("\n\n");
}

function newAlertLine({ stage, gapS }: Heuristic): string {
  const each = stage === "graph" ? " for each group of payments, which is closed" : "";
  return `- **A new alert**${each} after: ${durationText(gapS)} without a finding`;
}

function isContextOnly(heuristic: Heuristic): boolean {
  return heuristic.stage === "depth" && heuristic.contextOnly === true;
}

function historyText({ historyS, params, firesEarly }: DepthHeuristic): string {
  const text = durationText(historyS(params.parse({})));
  return firesEarly ? `${text}; it may fire before, and only its silence is withheld until then` : text;
}

function parameters(heuristic: Heuristic): string[] {
  const all = listParameters(heuristic);
  if (all.length === 0) return [];
  const described = all.map(({ name, value, description }) => [
    `\`${name}\``,
    Array.isArray(value) ? "see below" : `\`${JSON.stringify(value)}\``,
    description,
  ]);
  return [markdownTable(["parameter", "default", "what it is"], described), ...lists(all)];
}

/** Defaults that are tables themselves. */
function lists(parameters: readonly Parameter[]): string[] {
  return parameters.flatMap(({ name, value: rows }) => {
    if (!Array.isArray(rows)) return [];
    const records = rows.map((row) => Object.entries(row as object));
    const head = (records[0] ?? []).map(([key]) => key);
    return [
      `\`${name}\`:`,
      markdownTable(
        head,
        records.map((record) => record.map(([, value]) => `${value}`)),
      ),
    ];
  });
}

function examplesOf(heuristic: Heuristic): string {
  switch (heuristic.stage) {
    case "head":
      return headExamples(heuristic);
    case "depth":
      return depthExamples(heuristic);
    case "graph":
      return graphExamples(heuristic);
    case "cross-chain":
      return crossChainExamples(heuristic);
  }
}

function crossChainExamples({ examples }: CrossChainHeuristic): string {
  const rows = examples.map(({ title, fires }) => [title, fires === 0 ? "silent" : "fires"]);
  return markdownTable(["example", "outcome"], rows);
}

function headExamples({ examples }: HeadHeuristic): string {
  const rows = examples.map(({ title, fires }) => [title, fires.length === 0 ? "silent" : "fires"]);
  return markdownTable(["example", "outcome"], rows);
}

function graphExamples(heuristic: GraphHeuristic): string {
  const rows = heuristic.examples.map((example) => [
    example.title,
    outcomeOf(heuristic, example),
    sightingOf(heuristic, example.payments)?.sighting.text ?? "the shape is not there",
  ]);
  return markdownTable(["example", "outcome", "what is seen"], rows);
}

function depthExamples({ examples, ...heuristic }: DepthHeuristic): string {
  const params = heuristic.params.parse({});
  const assessed = examples.map(({ title, encounter }) => ({
    title,
    assessment: heuristic.assess(encounter(), params),
  }));
  const table = markdownTable(
    ["example", "outcome", "because"],
    assessed.map(({ title, assessment }) => [title, assessment.outcome, becauseOf(assessment)]),
  );
  const [fired] = assessed.flatMap(({ assessment }) => (isSaid(assessment) ? [assessment] : []));
  const beyond = fired === undefined ? [] : silenceConditions(fired.figures);
  const conditions = beyond.map((condition) => `- ${condition}`).join("\n");
  return [table, "The first example would not stand with any one of these:", conditions].join("\n\n");
}

type Said = Extract<Assessment, { outcome: "fires" | "context" }>;

function isSaid(assessment: Assessment): assessment is Said {
  return assessment.outcome === "fires" || assessment.outcome === "context";
}

function becauseOf(assessment: Assessment): string {
  return isSaid(assessment) ? assessment.figures.map(figureText).join("; ") : assessment.text;
}
