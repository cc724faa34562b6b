import type { ChainCoverage } from "@redflag/contract/http/routes/coverage";
import type { Lane } from "@redflag/contract/http/routes/operations";
import { expect, test } from "vitest";
import { chainStateOf } from "./chain-state.ts";
import { findTroubles, LATE_S, TROUBLE_KINDS, type Watched } from "./troubles.ts";

const HEALTHY: ChainCoverage = {
  ...{ chain: "eip155:1", name: "ethereum", title: "Ethereum", firstBlock: 1, contiguousTo: 9, laneStopped: false },
  head: { block: 9, seenAt: "2026-01-01T00:00:00.000Z", ageSeconds: 3, finalized: 5 },
  ledgerLag: { blocks: 0 },
  laneLag: { blocks: 0, seconds: 0 },
  gaps: { count: 0, blocks: 0, oldest: [] },
  ...{
    screeningGaps: 0,
    evidence: { kept: 0, waiting: 0, missing: 0 },
    refusedLogs: 0,
    policy: "proof",
    coveredBlocks: 9,
    levels: [],
    followed: true,
  },
  disagreements: { caught: 0, undecided: 0 },
  endpoints: { configured: 2, healthy: 2 },
};
const QUIET: Watched = {
  ...{ coverage: [HEALTHY], lanes: [], crossChain: undefined, work: [], deliveries: [], lists: [] },
};
const LANE: Lane = {
  ...{
    chain: "eip155:1",
    name: "ethereum",
    title: "Ethereum",
    state: "running",
    startBlock: 1,
    position: 9,
    finalTo: 5,
  },
  ...{ depthTo: 9, generation: 1, gaps: [], withheld: [] },
};

function kindsOf(over: Partial<ChainCoverage>): string[] {
  return findTroubles({ ...QUIET, coverage: [{ ...HEALTHY, ...over }] }).map(({ kind }) => kind);
}

test("where everything goes on, nothing needs anybody", () => {
  expect(findTroubles(QUIET)).toEqual([]);
  expect(kindsOf({ laneLag: { blocks: 3, seconds: LATE_S }, disagreements: { caught: 0, undecided: 5 } })).toEqual([]);
});

test("each fault of a chain is named, and where nobody follows it, that alone", () => {
  expect(kindsOf({ laneLag: { blocks: 30, seconds: LATE_S + 1 } })).toEqual(["behind"]);
  expect(kindsOf({ gaps: { count: 2, blocks: 7, oldest: [] } })).toEqual(["gaps"]);
  expect(kindsOf({ disagreements: { caught: 1, undecided: 0 } })).toEqual(["lies"]);
  expect(kindsOf({ screeningGaps: 1 })).toEqual(["ruleFailed"]);
  const old = { head: { block: 9, seenAt: "2026-01-01T00:00:00.000Z", ageSeconds: LATE_S + 1, finalized: 5 } };
  expect(kindsOf(old)).toEqual(["headOld"]);
  const still = { ...HEALTHY.head, block: 9, seenAt: "", ageSeconds: 0, finalized: 5, blockAgeSeconds: LATE_S + 1 };
  expect(kindsOf({ head: still })).toEqual(["headOld"]);
  // Why the head is old is known then.
  expect(kindsOf({ ...old, endpoints: { configured: 1, healthy: 0 } })).toEqual(["noEndpoint"]);
  expect(kindsOf({ ...old, followed: false, gaps: { count: 1, blocks: 1, oldest: [] } })).toEqual(["notFollowed"]);
});

test("the most urgent comes first, with the words that others recorded", () => {
  const stopped: Lane = { ...LANE, state: "stopped", stopped: { reason: "the chain was rewritten", forkBlock: 3 } };
  const troubles = findTroubles({
    coverage: [{ ...HEALTHY, laneStopped: true, laneLag: { blocks: 30, seconds: 9_999 }, screeningGaps: 1 }],
    lanes: [stopped],
    crossChain: {
      lanes: [{ chain: "eip155:1", block: 1, clock: "2026-01-01T00:00:00.000Z", faults: 2, faultText: "no" }],
    },
    work: [
      { kind: "lookback", unit: "rows", waiting: 3, failing: 1 },
      { kind: "feed", unit: "rows", waiting: 3 },
    ],
    deliveries: [
      {
        ...{ subscriber: "s", name: "Kumru", sandbox: false, due: 3, late: 2, waiting: 0, dead: 1 },
        subscriptions: { active: 1, failing: 0, paused: 0, disabled: 0 },
      },
    ],
    lists: [{ id: "own", title: "Own", authority: "Us" }],
  });
  expect(troubles.map(({ kind, figure, said }) => [kind, figure, said])).toEqual([
    ["laneStopped", 1, "the chain was rewritten"],
    ["ruleFailed", 1, undefined],
    ["crossChain", 2, "no"],
    ["workFailing", 1, undefined],
    ["deliveriesLate", 2, undefined],
    ["deliveriesDead", 1, undefined],
  ]);
  const order = troubles.map(({ kind }) => TROUBLE_KINDS.indexOf(kind));
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test("a chain's one word is the worst that is true of it", () => {
  const gaps = { count: 1, blocks: 1, oldest: [] };
  expect(chainStateOf(HEALTHY)).toBe("current");
  expect(chainStateOf({ ...HEALTHY, laneLag: { blocks: 1, seconds: LATE_S + 1 } })).toBe("behind");
  expect(chainStateOf({ ...HEALTHY, gaps, laneLag: { blocks: 1, seconds: LATE_S + 1 } })).toBe("gaps");
  const { firstBlock: _, ...empty } = HEALTHY;
  expect(chainStateOf(empty)).toBe("empty");
  expect(chainStateOf({ ...HEALTHY, gaps, followed: false })).toBe("unfollowed");
  expect(chainStateOf({ ...HEALTHY, gaps, followed: false, laneStopped: true })).toBe("stopped");
});
