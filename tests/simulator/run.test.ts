import { expect, inject, test } from "vitest";
import { TEMPLATE_DATABASE } from "../postgres-server.ts";
import { claimsRepairsForGood, endsWhatHadEnded, finishesWhatIsPlanned } from "./asked-mutants.ts";
import {
  claimsForGood,
  dropsWhatIsOwed,
  followsTheClock,
  keepsFirstSets,
  namesByAttempt,
  neverGivesUp,
  sendsEverything,
  settlesBeforeSending,
  stopsByItsOwnClock,
  stopsSilently,
  takesFailedForSent,
  trustsTheQueue,
} from "./exchange-mutants.ts";
import { meetsExchanges } from "./exchanges.ts";
import { filesReports } from "./filings.ts";
import {
  believesOneEndpoint,
  believesWithoutComparing,
  commitsPositionLater,
  cutsMemoryToo,
  finalizesTooSoon,
  foldsWithoutJudging,
  forgetsNewPairs,
  forgetsToRetract,
  forgetsToWithdraw,
  keepsFirstLists,
  keepsNothing,
  tellsNobody,
  trimsWhatWasFiled,
  watchesNothing,
} from "./mutants.ts";
import { runSeed } from "./run.ts";
import { asksForMore, comparesPeers, cutsLedger } from "./seed-kinds.ts";
import { STEPS, type Steps } from "./steps.ts";

const server = { url: inject("postgresUrl"), template: TEMPLATE_DATABASE };

test("the same seed gives the same run, step by step", async () => {
  const traces: Array<readonly string[]> = [];
  const run = () => runSeed({ server, seed: 49, onTrace: (lines) => traces.push(lines) });
  const [one, same] = [await run(), await run()];
  expect(traces[1]).toEqual(traces[0]);
  expect(same).toEqual(one);
  expect(one.violations).toEqual([]);
  expect(one.counts.kills).toBeGreaterThan(0);
  expect((await runSeed({ server, seed: 5 })).digest).not.toBe(one.digest);
});

test("a step that does two things at once is told of, and leaves nothing behind that its seed waits for", async () => {
  const importListVersion: Steps["importListVersion"] = async (...given) =>
    (await Promise.all([STEPS.importListVersion(...given), STEPS.importListVersion(...given)]))[0];
  const { violations } = await runSeed({ server, seed: 49, steps: { importListVersion } });
  expect(violations.join("\n")).toMatch(/import .* does two things at once/);
});

/** Those without exchanges take half as long, and lanes do in them whatever they do elsewhere. */
const SEEDS = Array.from({ length: 480 }, (_, i) => i + 1).filter((seed) => !meetsExchanges(seed));
const FILING = Array.from({ length: 40 }, (_, i) => i + 1).filter(filesReports);
const ASKING = Array.from({ length: 80 }, (_, i) => i + 1).filter(asksForMore);
const SEEDS_OF_PEERS = SEEDS.filter(comparesPeers);

async function findViolations(steps: Partial<Steps>, seeds: readonly number[]): Promise<string> {
  for (const seed of seeds) {
    const { violations } = await runSeed({ server, seed, steps });
    if (violations.length > 0) return violations.join("\n");
  }
  return "none";
}

const MUTANTS: ReadonlyArray<[promise: string, steps: Partial<Steps>, violation: RegExp, seeds?: number[]]> = [
  [
    "a lane that keeps evidence of blocks that are gone",
    forgetsToRetract,
    /alerts(?: of watches)?: must not be there|findings arrive in ledger order|added twice/,
    [13, ...SEEDS],
  ],
  [
    "a position that is committed after the alerts",
    commitsPositionLater,
    /duplicate key|alerts: must not be there|they add up to other evidence|findings arrive in ledger order|went from|rebuild repaired/,
    [162, ...SEEDS],
  ],
  [
    "a proof that compares nothing",
    believesWithoutComparing,
    /(transfers|issuer events|refused logs): /,
    // The first was seen to be lied to.
    [13, ...SEEDS.filter((seed) => !comparesPeers(seed))],
  ],
  [
    "endpoints that are not compared",
    believesOneEndpoint,
    /(transfers|issuer events|refused logs|blocks): /,
    [90, ...SEEDS_OF_PEERS],
  ],
  [
    "final blocks that no rule with a memory judged",
    foldsWithoutJudging,
    /(alerts: is missing|what could not be judged)/,
    [1, ...SEEDS],
  ],
  [
    "what today's lists do not give and still stands",
    forgetsToWithdraw,
    /alerts: must not be there|rebuild repaired unexpected/,
    // One that was seen to withdraw comes first: few do.
    [34, ...FILING],
  ],
  [
    "what was filed and does not stay as it was",
    trimsWhatWasFiled,
    /filed alert .*(stands on other evidence than was filed|must not be there|is missing)/,
    // The first was seen to lose something that was filed.
    [46, ...FILING],
  ],
  ["a memory that went with the blocks", cutsMemoryToo, /profiles|rebuild repaired/, [33, ...SEEDS.filter(cutsLedger)]],
  ["new pairs that are forgotten with each step", forgetsNewPairs, /what is remembered of new pairs/],
  ["watches that nobody screens with", watchesNothing, /alerts of watches: is missing|has no past/, [18, ...SEEDS]],
  ["lists of which exchanges are told nothing", tellsNobody, /told to exchanges: is missing/, [15, ...SEEDS]],
  ["evidence of which nothing is kept", keepsNothing, /nothing is kept of final evidence/],
  ["evidence that is final too soon", finalizesTooSoon, /final above block/],
  ["lists that are changed and not screened with", keepsFirstLists, /alerts: (must not be there|is missing)/, [1]],
  ["what is written down as sent before it is", settlesBeforeSending, /never came|owed something/, [49]],
  ["what failed and is taken for sent", takesFailedForSent, /is delivered, and never came/, [53]],
  ["events that are named by their attempts", namesByAttempt, /which it is not for/, [5]],
  ["a failing receiver that is never given up", neverGivesUp, /is tried again after|owed something/, [53]],
  ["events that nobody asked for", sendsEverything, /not for/, [41]],
  ["events that are followed by the clock", followsTheClock, /was never sent/, [137]],
  ["a webhook that ends and whose owner is not told", stopsSilently, /is gone, and its owner is not told/, [35]],
  ["claims of the dead that nobody takes over", claimsForGood, /owed something/, [49]],
  ["what is owed and dropped", dropsWhatIsOwed, /was never sent/, [83]],
  [
    "a process that stops webhooks by its own clock",
    stopsByItsOwnClock,
    /stopped too soon|nobody's clock but a process's/,
    [1],
  ],
  ["a queue whose loss loses events", trustsTheQueue, /owed something/, [5]],
  ["repairs of the dead that nobody takes over", claimsRepairsForGood, /is nobody's for/, [28, ...ASKING]],
  ["a repair that ends what had ended", endsWhatHadEnded, /repair .* had ended as/, [6, ...ASKING]],
  ["a backfill that is finished as soon as it is planned", finishesWhatIsPlanned, /is done, and block/, [7, ...ASKING]],
  [
    "sets of own addresses that stay as they were",
    keepsFirstSets,
    /own addresses|not for it|was never sent/,
    [3, ...ASKING],
  ],
];

test.each(MUTANTS)("notices %s", async (_, steps, violation, seeds = SEEDS) => {
  expect(await findViolations(steps, seeds)).toMatch(violation);
});
