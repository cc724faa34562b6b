import type { DepthHeuristic } from "@redflag/domain/heuristic";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import type { HeuristicSetting } from "@redflag/domain/heuristic-setting";
import type { Database } from "@redflag/store/database";
import { insertHeuristicSetting } from "@redflag/store/heuristic-setting";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { deleteShadowAbove, listShadowDays, listShadowFindings } from "@redflag/store/shadow-finding";
import { upsertTip } from "@redflag/store/tip";
import { beforeEach, expect, test, vi } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { backtestHeuristic } from "./backtest.ts";
import { busyChain } from "./busy-chain.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { sampleLane as chain } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";

// With a rule beside the others that throws on every payment.
vi.mock("@redflag/domain/heuristic-registry", async (importOriginal) => {
  const { HEURISTICS: all } = await importOriginal<{ HEURISTICS: readonly DepthHeuristic[] }>();
  const base = all.find(({ id }) => id === "rapid-pass-through");
  const broken = {
    ...base,
    id: "broken",
    cannotFire: () => false,
    assess() {
      throw new Error("out of order");
    },
  };
  return { HEURISTICS: [...all, broken] };
});

const db: Database = await openTestDatabase();
const BLOCKS = 160;
const sample = busyChain(BLOCKS, 11);
const LOOSER = { receivedUsdMin: 400, balancePercentMax: 20 };
const TRIED: HeuristicSetting = {
  heuristic: "rapid-pass-through",
  seq: 1,
  isEnforced: true,
  params: {},
  shadowParams: LOOSER,
};
const OFF: HeuristicSetting = { heuristic: "broken", seq: 1, isEnforced: false, params: {} };

beforeEach(async () => {
  await db.pool.query(
    `truncate tip, block, transfer, issuer_event, refused_log, coverage, rewind, disagreement, lane, epoch, alert, evidence, event, profile, graph_state, withheld, screening_gap, heuristic_setting, shadow_block, shadow_finding, ${LIST_TABLES}`,
  );
  await insertLane(db.kysely, chain.id, 1);
});

async function screen(settings: readonly HeuristicSetting[], stretches: readonly number[]): Promise<void> {
  for (const setting of settings) {
    await insertHeuristicSetting(db.kysely, setting, { author: { by: "system", name: "test" }, reason: "test" });
  }
  let from = 1;
  for (const to of stretches) {
    await writeRange(db, chain, sample.range(from, to));
    await upsertTip(db.kysely, chain.id, { head: sample.blockAt(to), finalizedNumber: to });
    await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, chain);
    from = to + 1;
  }
}

/** What subscribers and rebuilds see; without times of writing. */
async function told(): Promise<unknown> {
  const tables = {
    alert: "id, heuristic, revision, score, state, state_seq",
    evidence: "alert_id, ordinal, revision, is_final",
    event: "id, alert_id, kind, revision, state_seq, payload",
    profile: "address, state, chain_id",
    withheld: "heuristic, cause, count",
    screening_gap: "heuristic, block_number, log_index",
  };
  const dumped = Object.entries(tables).map(async ([table, columns]) => {
    return (await db.pool.query(`select ${columns} from ${table} order by 1, 2, 3`)).rows;
  });
  return Promise.all(dumped);
}

const dumpShadow = async () => [
  (await db.pool.query("select * from shadow_block order by 1, 2, 3, 4")).rows,
  (await db.pool.query("select * from shadow_finding order by 1, 2, 3, 4, 5")).rows,
];

test("what is tried is counted by day, and changes no alert, event, profile or count", async () => {
  await screen([OFF], [BLOCKS]);
  const without = await told();
  await db.pool.query(
    "truncate tip, block, transfer, coverage, lane, epoch, alert, evidence, event, profile, graph_state, withheld, heuristic_setting cascade",
  );
  await insertLane(db.kysely, chain.id, 1);
  await screen([OFF, TRIED], [BLOCKS]);
  expect(await told()).toEqual(without);

  const heuristic = HEURISTICS.find(({ id }) => id === TRIED.heuristic);
  if (heuristic === undefined) throw new Error("the rule is there");
  const params = { ...(heuristic.params.parse(LOOSER) as Record<string, number>) };
  const { alerts } = await backtestHeuristic(db, chain, { heuristic, params });
  const days = await listShadowDays(db.kysely, TRIED.heuristic, 100);
  const found = days.reduce((sum, { findings }) => sum + findings, 0);
  expect(found).toBeGreaterThanOrEqual(alerts.after);
  expect(alerts.after).toBeGreaterThan(alerts.before);
  expect(days.every(({ settingSeq, gaps }) => settingSeq === 1 && gaps === 0)).toBe(true);
  const [newest] = await listShadowFindings(db.kysely, TRIED.heuristic, 1, 1);
  expect(newest?.figures.length).toBeGreaterThan(0);
  expect((await rebuildLane(db, new InputCache(), chain)).repaired).toEqual([]);
});

test("it is the same however the lane is cut, and what a fork takes is said again", async () => {
  await screen([OFF, TRIED], [BLOCKS]);
  const whole = await dumpShadow();
  await db.pool.query(
    "truncate tip, block, transfer, coverage, lane, epoch, alert, evidence, event, profile, graph_state, withheld, heuristic_setting cascade",
  );
  await insertLane(db.kysely, chain.id, 1);
  await screen([OFF, TRIED], [7, 8, 60, 61, 120, BLOCKS]);
  expect(await dumpShadow()).toEqual(whole);
  await deleteShadowAbove(db.kysely, chain.id, 60);
  // What the fork takes of the rest is the lane's own tests' to show.
  await db.pool.query("truncate alert, evidence, event cascade");
  await db.pool.query(
    "update lane set checkpoint_position = 0, depth_position = 60; delete from profile; delete from graph_state",
  );
  await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, chain);
  expect(await dumpShadow()).toEqual(whole);
});

test("one that throws on every payment stops nothing: its gaps are counted apart from the lane's", async () => {
  await screen([OFF], [BLOCKS]);
  const without = await told();
  await db.pool.query(
    "truncate tip, block, transfer, coverage, lane, epoch, alert, evidence, event, profile, graph_state, withheld, heuristic_setting cascade",
  );
  await insertLane(db.kysely, chain.id, 1);
  await screen([{ ...OFF, shadowParams: {} }], [BLOCKS]);
  expect(await told()).toEqual(without);
  const days = await listShadowDays(db.kysely, "broken", 100);
  expect(days.reduce((sum, { gaps }) => sum + gaps, 0)).toBeGreaterThan(100);
  expect(days[0]).toMatchObject({ findings: 0, gapReason: expect.stringContaining("out of order") });
});
