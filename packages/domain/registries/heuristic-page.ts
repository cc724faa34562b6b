import { durationText } from "../src/duration-text.ts";
import { figureText, silenceConditions } from "../src/figure.ts";
import { outcomeOf, sightingOf } from "../src/graph/example-chain.ts";
import type { DepthHeuristic, GraphHeuristic, HeadHeuristic, Heuristic } from "../src/heuristic.ts";
import { listParameters, type Parameter } from "../src/heuristic-parameters.ts";
import { markdownTable } from "./markdown-table.ts";

const INTRODUCTION = `<!-- Written by \`pnpm registries\` from the files of the heuristics. Do not edit. -->

# Heuristics

What each rule says of a transfer, from what, and when it is silent. Figures marked [P] come from a published source, those
marked [E] are ours. No rule is an accusation: an alert of behaviour alone is never SEVERE, and each example that is silent
is an ordinary thing that looks much the same. A heuristic is added as [add-a-heuristic](../guides/add-a-heuristic.md) says.

A rule of the _head_ judges every transfer as soon as its block is seen, provisionally. A rule of the _depth_ remembers: it
judges the senders of final transfers, and is withheld, with a counter, until the lane reaches back as far as the rule looks
or while a rate is missing. A rule of the _graph_ looks at how final payments between addresses that had not paid each other
before stand to each other; each group of payments that such rules see together is one alert of the rule that saw it first
([detection](../detection.md)). It is withheld until the lane has shown for two weeks what is usual.`;

/** The text of docs/reference/heuristics.md: by id. */
export function heuristicPage(heuristics: readonly Heuristic[]): string {
  const sections = heuristics.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(section);
  return `${[INTRODUCTION, ...sections].join("\n\n")}\n`;
}

function section(heuristic: Heuristic): string {
  const { id, title, version, stage, gapS, summary, sources } = heuristic;
  const facts = [
    `- **Version**: ${version}`,
    `- **Judges**: at the ${stage}`,
    `- **A new alert** ${stage === "graph" ? "for each group of payments, which is closed" : ""} after: ${durationText(gapS)} without a finding`.replace(
      "  ",
      " ",
    ),
    ...(heuristic.stage === "depth" ? [`- **History**: ${historyText(heuristic)}`] : []),
    "- **Sources**:",
    ...sources.map((source) => `  - ${source}`),
  ];
  const examples = examplesOf(heuristic);
  return [`## ${id}`, `_${title}._ ${summary}`, facts.join("\n"), ...parameters(heuristic), examples].join("\n\n");
}

function examplesOf(heuristic: Heuristic): string {
  switch (heuristic.stage) {
    case "head":
      return headExamples(heuristic);
    case "depth":
      return depthExamples(heuristic);
    case "graph":
      return graphExamples(heuristic);
  }
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
  const assessed = examples.map(({ title, encounter }) => ({ title, assessment: heuristic.assess(encounter, params) }));
  const table = markdownTable(
    ["example", "outcome", "because"],
    assessed.map(({ title, assessment }) => [title, assessment.outcome, becauseOf(assessment)]),
  );
  const [fired] = assessed.filter(({ assessment }) => assessment.outcome === "fires");
  const beyond = fired?.assessment.outcome === "fires" ? silenceConditions(fired.assessment.figures) : [];
  const conditions = beyond.map((condition) => `- ${condition}`).join("\n");
  return [table, "The first example would not stand with any one of these:", conditions].join("\n\n");
}

function becauseOf(assessment: ReturnType<DepthHeuristic["assess"]>): string {
  return assessment.outcome === "fires" ? assessment.figures.map(figureText).join("; ") : assessment.text;
}
