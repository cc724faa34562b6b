import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { canonicalText } from "./content-hash.ts";
import { judgeHopExample } from "./cross-chain/judge-example.samples.ts";
import { figureText, silenceConditions } from "./figure.ts";
import { inLedgerOrder } from "./flow-window.ts";
import { outcomeOf, sightingOf } from "./graph/example-chain.ts";
import {
  type CrossChainHeuristic,
  type DepthHeuristic,
  EVIDENCE_TRANSFERS_MAX,
  type GraphHeuristic,
  type HeadHeuristic,
} from "./heuristic.ts";
import { HEURISTICS } from "./heuristic-registry.ts";

const HEAD = HEURISTICS.filter((heuristic): heuristic is HeadHeuristic => heuristic.stage === "head");
const DEPTH = HEURISTICS.filter((heuristic): heuristic is DepthHeuristic => heuristic.stage === "depth");
const CROSS_CHAIN = HEURISTICS.filter(
  (heuristic): heuristic is CrossChainHeuristic => heuristic.stage === "cross-chain",
);

const GRAPH = HEURISTICS.filter((heuristic): heuristic is GraphHeuristic => heuristic.stage === "graph");

describe.each(HEAD.map((heuristic) => [heuristic.id, heuristic] as const))("heuristic %s", (_, heuristic) => {
  const params = heuristic.params.parse({});

  test.each(heuristic.examples.map((example) => [example.title, example] as const))("%s", (_title, example) => {
    const subjects = heuristic.judge(example.observation, params).map((judgement) => judgement.subject);
    expect(subjects).toEqual(example.fires);
  });

  test("every side either fires or its silence is explained", () => {
    for (const { observation } of heuristic.examples) {
      const fired = heuristic.judge(observation, params).map((j) => j.subject);
      const silent = heuristic.explainSilence(observation, params).map((s) => s.subject);
      const sides = new Set([observation.sender.address, observation.recipient.address]);
      expect([...fired, ...silent].sort()).toEqual([...sides].sort());
    }
  });

  test("has examples that fire and that do not", () => {
    expect(heuristic.examples.some((e) => e.fires.length > 0)).toBe(true);
    expect(heuristic.examples.some((e) => e.fires.length === 0)).toBe(true);
  });
});

describe.each(DEPTH.map((heuristic) => [heuristic.id, heuristic] as const))("heuristic %s", (_, heuristic) => {
  const params = heuristic.params.parse({});

  test.each(heuristic.examples.map((example) => [example.title, example] as const))("%s", (_title, example) => {
    const encounter = example.encounter();
    const assessment = heuristic.assess(encounter, params);
    expect(assessment.outcome, assessment.text).toBe(example.outcome);
    expect(assessment.text).not.toBe("");
    expect(JSON.stringify(heuristic.assess(encounter, params))).toBe(JSON.stringify(assessment));
    expect(JSON.stringify(assessment)).toContain(JSON.stringify(assessment.text));
    if (assessment.outcome === "withheld") {
      expect(assessment.cause).toBe("rate_missing");
    } else if (assessment.outcome === "silent") {
      const isExplained = assessment.figures.some(({ met }) => !met) || assessment.figures.length === 0;
      expect(isExplained || /service|earlier|before|own address/.test(assessment.text)).toBe(true);
    } else {
      const { profile, transfer, exposed } = encounter;
      expect(assessment.figures.filter(({ met }) => !met)).toEqual([]);
      expect(silenceConditions(assessment.figures)).toHaveLength(assessment.figures.length);
      expect(assessment.outcome === "context").toBe(heuristic.contextOnly === true);
      if (assessment.outcome === "context") return;
      expect(assessment.severity).not.toBe("SEVERE");
      expect(assessment.supporting.length).toBeLessThan(EVIDENCE_TRANSFERS_MAX);
      expect(assessment.supporting).toEqual(assessment.supporting.toSorted(inLedgerOrder));
      const steps = exposed?.parts.flatMap(({ path }) => path) ?? [];
      const earlier = [...profile.recentIn, ...profile.recentOut, ...steps].filter(
        (flow) => inLedgerOrder(flow, transfer) < 0,
      );
      const places = earlier.map(({ blockNumber, logIndex }) => ({ blockNumber, logIndex }));
      for (const place of assessment.supporting) expect(places).toContainEqual(place);
      expect(new Set(assessment.supporting.map(({ logIndex }) => logIndex)).size).toBe(assessment.supporting.length);
    }
  });

  test("explains each example in words that do not change unnoticed", () => {
    const words = heuristic.examples.map(({ title, encounter }) => {
      const assessment = heuristic.assess(encounter(), params);
      if (assessment.outcome === "withheld") return { title, text: assessment.text };
      const { text, figures, exclusions } = assessment;
      const conditions = assessment.outcome !== "silent" && { silentWith: silenceConditions(figures) };
      return { title, text, figures: figures.map(figureText), exclusions, ...conditions };
    });
    expect(words).toMatchSnapshot();
  });

  test("has three examples that fire, or add context, and six that are silent", () => {
    const countOf = (outcome: string) => heuristic.examples.filter((example) => example.outcome === outcome).length;
    expect(countOf(heuristic.contextOnly ? "context" : "fires")).toBeGreaterThanOrEqual(3);
    expect(countOf("silent")).toBeGreaterThanOrEqual(6);
  });

  test("asks for history, and for parameters that an epoch can record", () => {
    expect(heuristic.historyS(params)).toBeGreaterThan(0);
    expect(heuristic.params.parse(JSON.parse(canonicalText(params as never)))).toEqual(params);
    expect(JSON.stringify(params)).not.toMatch(/\d\.\d/);
  });
});

describe.each(CROSS_CHAIN.map((heuristic) => [heuristic.id, heuristic] as const))("heuristic %s", (_, heuristic) => {
  test.each(heuristic.examples.map((example) => [example.title, example] as const))("%s", (_title, example) => {
    const findings = judgeHopExample(heuristic, example);
    expect(findings).toHaveLength(example.fires);
    for (const { severity, exposure, reasons, supporting } of findings) {
      if (exposure === "BEHAVIORAL") expect(severity).not.toBe("SEVERE");
      expect(reasons.flatMap(({ figures = [] }) => figures).filter(({ met }) => !met)).toEqual([]);
      expect(supporting.length).toBeGreaterThan(0);
      expect(supporting.length).toBeLessThan(EVIDENCE_TRANSFERS_MAX);
    }
  });

  test("explains each example in words that do not change unnoticed", () => {
    const words = heuristic.examples.map((example) => {
      const said = judgeHopExample(heuristic, example).map(({ severity, exposure, reasons }) => ({
        severity,
        exposure,
        reasons,
      }));
      return { title: example.title, said };
    });
    expect(words).toMatchSnapshot();
  });

  test("has three examples that fire and six that are silent", () => {
    expect(heuristic.examples.filter(({ fires }) => fires > 0).length).toBeGreaterThanOrEqual(3);
    expect(heuristic.examples.filter(({ fires }) => fires === 0).length).toBeGreaterThanOrEqual(6);
  });
});

describe.each(GRAPH.map((heuristic) => [heuristic.id, heuristic] as const))("heuristic %s", (_, heuristic) => {
  test.each(heuristic.examples.map((example) => [example.title, example] as const))("%s", (_title, example) => {
    expect(outcomeOf(heuristic, example)).toBe(example.outcome);
  });

  test("has an example that fires and one that is silent, in words that do not change unnoticed", () => {
    const outcomes = heuristic.examples.map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(["fires", "silent"]));
    expect(
      heuristic.examples.map(({ title, payments }) => ({
        title,
        text: sightingOf(heuristic, payments)?.sighting.text,
      })),
    ).toMatchSnapshot();
  });

  test("has parameters that an epoch can record", () => {
    const params = heuristic.params.parse({});
    expect(heuristic.params.parse(JSON.parse(canonicalText(params as never)))).toEqual(params);
    expect(JSON.stringify(params)).not.toMatch(/\d\.\d/);
  });
});

test("every heuristic names its sources", () => {
  for (const { sources } of HEURISTICS) expect(sources.length).toBeGreaterThan(0);
});

test("every file in heuristics/ is registered under its name", () => {
  const files = readdirSync(new URL("./heuristics/", import.meta.url)).filter((f) => /^[a-z-]+\.ts$/.test(f));
  expect(HEURISTICS.map((h) => `${h.id}.ts`).sort()).toEqual(files.sort());
});
