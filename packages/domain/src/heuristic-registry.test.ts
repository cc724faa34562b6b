import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { HEURISTICS } from "./heuristic-registry.ts";

describe.each(HEURISTICS.map((heuristic) => [heuristic.id, heuristic] as const))("heuristic %s", (_, heuristic) => {
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

  test("names its sources and has examples that fire and that do not", () => {
    expect(heuristic.sources.length).toBeGreaterThan(0);
    expect(heuristic.examples.some((e) => e.fires.length > 0)).toBe(true);
    expect(heuristic.examples.some((e) => e.fires.length === 0)).toBe(true);
  });
});

test("every file in heuristics/ is registered under its name", () => {
  const files = readdirSync(new URL("./heuristics/", import.meta.url)).filter((f) => /^[a-z-]+\.ts$/.test(f));
  expect(HEURISTICS.map((h) => `${h.id}.ts`).sort()).toEqual(files.sort());
});
