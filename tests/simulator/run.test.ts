import { expect, inject, test } from "vitest";
import { TEMPLATE_DATABASE } from "../postgres-server.ts";
import { believesWithoutComparing, commitsPositionLater, finalizesTooSoon, forgetsToRetract } from "./mutants.ts";
import { runSeed } from "./run.ts";
import type { Steps } from "./steps.ts";

const server = { url: inject("postgresUrl"), template: TEMPLATE_DATABASE };

test("the same seed gives the same run, step by step", async () => {
  const traces: Array<readonly string[]> = [];
  const run = () => runSeed({ server, seed: 29, onTrace: (lines) => traces.push(lines) });
  const [one, same] = [await run(), await run()];
  expect(traces[1]).toEqual(traces[0]);
  expect(same).toEqual(one);
  expect(one.violations).toEqual([]);
  expect(one.counts.kills).toBeGreaterThan(0);
  expect((await runSeed({ server, seed: 30 })).digest).not.toBe(one.digest);
});

const SEEDS_MAX = 40;

async function findViolations(steps: Partial<Steps>): Promise<string> {
  for (let seed = 1; seed <= SEEDS_MAX; seed++) {
    const { violations } = await runSeed({ server, seed, steps });
    if (violations.length > 0) return violations.join("\n");
  }
  return "none";
}

const MUTANTS: ReadonlyArray<[promise: string, steps: Partial<Steps>, violation: RegExp]> = [
  [
    "a lane that keeps evidence of blocks that are gone",
    forgetsToRetract,
    /alerts: must not be there|findings arrive in ledger order/,
  ],
  [
    "a position that is committed after the alerts",
    commitsPositionLater,
    /duplicate key|alerts: must not be there|findings arrive in ledger order|went from/,
  ],
  ["a proof that compares nothing", believesWithoutComparing, /(transfers|issuer events|refused logs): /],
  ["evidence that is final too soon", finalizesTooSoon, /final above block/],
];

test.each(MUTANTS)("notices %s", async (_, steps, violation) => {
  expect(await findViolations(steps)).toMatch(violation);
});
