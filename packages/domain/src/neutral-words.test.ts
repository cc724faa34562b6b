import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findAccusingWords } from "./accusing-words.samples.ts";
import { judgeHopExample } from "./cross-chain/judge-example.samples.ts";
import { sampleExplanation, sampleFirings } from "./explanation.samples.ts";
import { explanationReport } from "./explanation-report.ts";
import { explanationTree } from "./explanation-tree.ts";
import { sightingOf } from "./graph/example-chain.ts";
import type { Exposure, Heuristic } from "./heuristic.ts";
import { listParameters } from "./heuristic-parameters.ts";
import { HEURISTICS } from "./heuristic-registry.ts";
import { listNotEstablished } from "./not-established.ts";
import { treeLines } from "./text-node.ts";

const ROOT = join(import.meta.dirname, "../../..");
const EXPOSURES: readonly Exposure[] = ["DIRECT", "INDIRECT", "BEHAVIORAL"];

/** All that a rule says of itself, and of every one of its examples, but for the titles of what it cites. */
function wordsOf(heuristic: Heuristic): string[] {
  const params = heuristic.params.parse({});
  const own = [heuristic.title, heuristic.summary, ...listParameters(heuristic).map(({ description }) => description)];
  const titles = heuristic.examples.map(({ title }) => title);
  return [...own, ...titles, ...saidOfExamples(heuristic, params)];
}

function saidOfExamples(heuristic: Heuristic, params: unknown): string[] {
  switch (heuristic.stage) {
    case "depth":
      return heuristic.examples.map(({ encounter }) => JSON.stringify(heuristic.assess(encounter(), params)));
    case "graph":
      return heuristic.examples.flatMap(({ payments }) => sightingOf(heuristic, payments)?.sighting.text ?? []);
    case "cross-chain":
      return heuristic.examples.flatMap((example) =>
        judgeHopExample(heuristic, example).flatMap(({ reasons }) => reasons.map(({ text }) => text)),
      );
    case "head":
      return heuristic.examples.flatMap(({ observation }) => [
        ...heuristic.judge(observation, params).flatMap(({ reasons }) => reasons.map(({ text }) => text)),
        ...heuristic.explainSilence(observation, params).map(({ text }) => text),
      ]);
  }
}

test.each(HEURISTICS.map((heuristic) => [heuristic.id, heuristic] as const))("%s accuses nobody", (_, heuristic) => {
  for (const text of wordsOf(heuristic)) expect(findAccusingWords(text), text).toEqual([]);
  for (const finding of sampleFirings(heuristic)) {
    const explanation = sampleExplanation(finding);
    // A rule's title and parameters are above, what it cites is not its word.
    const { sources, ...rule } = explanation.rule;
    const texts = [JSON.stringify({ ...explanation, rule }), ...explanationReport(explanation)];
    for (const text of [...texts, ...treeLines(explanationTree(explanation))]) {
      expect(findAccusingWords(text), text).toEqual([]);
    }
  }
});

test.each(EXPOSURES)(
  "a report of exposure %s says that neither who, what for nor knowledge is established",
  (exposure) => {
    const open = listNotEstablished(exposure).join("\n");
    for (const word of ["who holds the addresses", "what the payments were for", "knew"]) expect(open).toContain(word);
    expect(listNotEstablished(exposure).length).toBeGreaterThanOrEqual(5);
  },
);

/** Lines of a page that name a publication, or the word for what the project is for. */
const CITED = /^(?:#+ |- )?(?:Sources?:)|\[P\]|^\s*- (?:FATF|FinCEN|UN|Egmont|TRM|Chainalysis)/;

/** What others call a typology. */
const CODE = /\bR-[A-Z0-9-]+\b/g;

test("the pages about rules and explanations accuse nobody", () => {
  for (const page of [
    "docs/reference/heuristics.md",
    "docs/guides/read-an-alert.md",
    "docs/guides/add-a-heuristic.md",
  ]) {
    const lines = readFileSync(join(ROOT, page), "utf8")
      .split("\n")
      .filter((line) => !CITED.test(line));
    for (const line of lines) expect(findAccusingWords(line.replaceAll(CODE, "")), `${page}: ${line}`).toEqual([]);
  }
});

test("the words are found: the test can fail", () => {
  expect(findAccusingWords("a suspicious mule evades")).toEqual(["suspicious", "mule", "evades"]);
  expect(findAccusingWords("listed as terrorist financing by a terrorist")).toEqual(["terrorist"]);
});
