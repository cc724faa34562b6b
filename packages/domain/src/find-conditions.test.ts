import { expect, test } from "vitest";
import { type Condition, conditionText } from "./condition.ts";
import { followConditions, type OpenCondition } from "./condition-news.ts";
import { type ChainStanding, findConditions, type Standing } from "./find-conditions.ts";

const FINE: ChainStanding = {
  chain: "ethereum",
  isFollowed: true,
  isLaneStopped: false,
  endpoints: { configured: 2, healthy: 1 },
  headAgeS: 3,
  ledgerLagS: 12,
  laneLagS: 14,
  gapCount: 0,
  liesCaught: 0,
  screeningGapCount: 0,
};

function standingOf(chain: Partial<ChainStanding>, more: Partial<Standing> = {}): Standing {
  return {
    chains: [{ ...FINE, ...chain }],
    ...{ lists: [], work: [], deliveryOldestDueS: 0, deliveriesDead: 0, ...more },
  };
}

function found(chain: Partial<ChainStanding>, more?: Partial<Standing>): string[] {
  return findConditions(standingOf(chain, more)).map(({ kind, about, severity }) => `${severity} ${kind} ${about}`);
}

test.each<[string, Partial<ChainStanding>, string[]]>([
  ["nothing", {}, []],
  ["a stopped lane is not late besides", { isLaneStopped: true, laneLagS: 9_000 }, ["critical lane_stopped ethereum"]],
  [
    "where nobody looks, that alone",
    {
      isFollowed: false,
      endpoints: { configured: 0, healthy: 0 },
      headAgeS: 9_000,
      ledgerLagS: 9_000,
      laneLagS: 9_000,
    },
    ["critical not_followed ethereum"],
  ],
  [
    "where nobody answers, that alone",
    { endpoints: { configured: 2, healthy: 0 }, headAgeS: 400, ledgerLagS: 400, laneLagS: 400 },
    ["critical no_endpoint ethereum"],
  ],
  ["reading is why screening is late", { ledgerLagS: 300, laneLagS: 320 }, ["warning ledger_behind ethereum"]],
  ["screening alone", { laneLagS: 3_600 }, ["critical lane_behind ethereum"]],
  [
    "screening besides",
    { ledgerLagS: 400, laneLagS: 9_000 },
    ["warning ledger_behind ethereum", "critical lane_behind ethereum"],
  ],
  ["just before the bound", { headAgeS: 299.9, laneLagS: 299 }, []],
  [
    "what is counted",
    { gapCount: 1, liesCaught: 2, screeningGapCount: 3 },
    ["warning coverage_gaps ethereum", "warning endpoint_lies ethereum", "warning screening_gaps ethereum"],
  ],
])("a chain: %s", (_, chain, expected) => {
  expect(found(chain)).toEqual(expected);
});

test("a list is old by its own period, and held at a gate without one", () => {
  const list = (everySeconds: number, ageS: number) => ({
    lists: [{ list: "x", everySeconds, ageS, gateFailureCount: 0 }],
  });
  expect(found({}, list(86_400, 3 * 86_400 - 1))).toEqual([]);
  expect(found({}, list(86_400, 3 * 86_400))).toEqual(["warning list_old x"]);
  expect(found({}, list(86_400, 10 * 86_400))).toEqual(["critical list_old x"]);
  expect(found({}, list(60, 3_599))).toEqual([]);
  expect(found({}, { lists: [{ list: "x", gateFailureCount: 2 }] })).toEqual(["warning gate_failed x"]);
});

test("work and webhooks", () => {
  const more = { work: [{ kind: "repair", oldestS: 3_600 }], deliveryOldestDueS: 601, deliveriesDead: 4 };
  expect(found({}, more)).toEqual([
    "warning work_stuck repair",
    "warning deliveries_late ",
    "warning deliveries_dead ",
  ]);
  expect(findConditions(standingOf({}, more)).map(conditionText)).toEqual([
    "repair: work has waited: 60 min",
    "the oldest webhook that is due has waited: 10 min",
    "webhooks were given up in 24 hours: 4",
  ]);
});

const LATE: Condition = { kind: "lane_behind", about: "tron", severity: "warning", figure: 310 };

/** Looks once a minute at what is given of each minute; says what was told when. */
function toldOf(minutes: ReadonlyArray<readonly Condition[]>): string[] {
  let open: OpenCondition[] = [];
  return minutes.flatMap((conditions, minute) => {
    const outcome = followConditions(open, conditions, new Date(minute * 60_000));
    open = outcome.open;
    return outcome.news.map(({ change, severity, figure }) => `${minute} ${change} ${severity} ${figure}`);
  });
}

test("it is told when it has held for a minute, when it is worse, and when it is over; never again each minute", () => {
  const late = (figure: number, severity: Condition["severity"] = "warning") => [{ ...LATE, figure, severity }];
  expect(
    toldOf([
      late(310),
      late(370),
      late(430),
      late(900),
      late(3_600, "critical"),
      late(3_660, "critical"),
      [],
      [],
      [],
      [],
    ]),
  ).toEqual(["1 opened warning 370", "4 worse critical 3600", "8 over critical 3660"]);
  expect(toldOf([late(400), late(400), late(4_000), late(4_100)])).toEqual([
    "1 opened warning 400",
    "2 worse warning 4000",
  ]);
});

test("what was over within a minute is told to nobody, and what comes and goes is told once", () => {
  expect(toldOf([[LATE], [], [], [], []])).toEqual([]);
  const hovering = Array.from({ length: 20 }, (_, minute) => (minute % 3 === 2 ? [] : [LATE]));
  expect(toldOf(hovering)).toEqual(["1 opened warning 310"]);
});
