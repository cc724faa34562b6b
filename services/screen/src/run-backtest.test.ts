import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { BacktestResult } from "@redflag/contract/http/routes/backtests";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { checkParams } from "@redflag/domain/heuristic-setting";
import { createLogger } from "@redflag/runtime/logger";
import { cancelBacktest, getBacktest, insertBacktest, type NewBacktest } from "@redflag/store/backtest";
import { claimBacktest, finishBacktest, renewClaim } from "@redflag/store/backtest-claim";
import { type Database, openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../tests/test-database.ts";
import { backtestHeuristic } from "./backtest.ts";
import { busyChain } from "./busy-chain.ts";
import { InputCache } from "./input-cache.ts";
import { runBacktest } from "./run-backtest.ts";
import { sampleLane as chain } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";

const BLOCKS = 160;
const url = await createTestDatabaseUrl();
const db = await openDatabase({ url, applicationName: "test", poolMax: 8 });
/** As the service logs in: it makes no tables, and writes nothing of a backtest but how it goes. */
const screenDb: Database = await openDatabase({
  url: urlOf("redflag_screen", url),
  applicationName: "test",
  poolMax: 8,
});
afterAll(() => Promise.all([db.close(), screenDb.close()]));
const person = { by: `user:${randomUUID()}`, name: "somebody" };

await insertLane(db.kysely, chain.id, 1);
const sample = busyChain(BLOCKS, 11);
await writeRange(db, chain, sample.range(1, BLOCKS));
await upsertTip(db.kysely, chain.id, { head: sample.blockAt(BLOCKS), finalizedNumber: BLOCKS });
await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, chain);

beforeEach(async () => {
  await db.pool.query("truncate backtest");
});

const rule = HEURISTICS.find(({ id }) => id === "rapid-pass-through");
if (rule === undefined) throw new Error("no rule");
const tried = { receivedUsdMin: 400 };
const checked = checkParams(rule, tried);
const all = checked.isValid ? checked.all : {};

async function ask(parts: Partial<NewBacktest> = {}): Promise<string> {
  const id = randomUUID();
  await db.kysely.transaction().execute((tx) =>
    insertBacktest(tx, {
      ...{ id, heuristic: "rapid-pass-through", heuristicVersion: rule?.version ?? 0, chainId: chain.id },
      ...{ from: 1, to: BLOCKS, params: all, changed: tried, reason: "test", author: person },
      ...parts,
    }),
  );
  return id;
}
const stateOf = async (id: string) => getBacktest(db.kysely, id);
const run = (signal: AbortSignal = new AbortController().signal, chains = [chain]) =>
  runBacktest({
    db: screenDb,
    chains,
    logger: createLogger({ service: "screen", level: "silent" }),
    signal,
    renewMs: 5,
  });

/** Holds up whoever reads the ledger's transfers until it is let go. */
async function holdUpFold(): Promise<() => Promise<void>> {
  const client = await db.pool.connect();
  await client.query("begin; lock table transfer in access exclusive mode");
  return async () => {
    await client.query("rollback");
    client.release();
  };
}
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(5);
}

test("what waits is run as the service, and its row says what the command says", async () => {
  const id = await ask();
  expect(await run()).toBe("done");
  const { state, result, progress, startedAt, endedAt } = await stateOf(id);
  expect(state).toBe("done");
  expect(startedAt?.getTime()).toBeLessThanOrEqual(endedAt?.getTime() ?? 0);
  expect(progress?.done).toBe(progress?.total);
  const said = BacktestResult.parse(result);
  const report = await backtestHeuristic(db, chain, { heuristic: rule, params: all });
  expect(said).toMatchObject({
    ...{ alerts: report.alerts, added: report.added.length, removed: report.removed.length, kept: report.kept },
    ...{ days: report.days, stored: report.stored, transfers: report.transfers },
  });
  expect(said.added).toBeGreaterThan(0);
  expect(said.examples.added).toHaveLength(Math.min(said.added, 20));
  for (const example of said.examples.added) {
    expect(example.subject).toMatch(/^eip155:\d+:0x[0-9a-f]{40}$/i);
    expect(example.figures.length).toBeGreaterThan(0);
    expect(Number(example.sums.find(({ currency }) => currency === "USD")?.amount)).toBeGreaterThan(0);
  }
  expect(await run()).toBe("idle");
});

test("the service's own login can put memories by, and make no table of its own", async () => {
  // A migration does so; a database that was copied has lost it.
  await db.pool.query(`revoke temporary on database "${new URL(url).pathname.slice(1)}" from public`);
  const options = { heuristic: rule, params: all };
  const put = await backtestHeuristic(screenDb, chain, { ...options, heldMax: 0 });
  expect(put).toEqual(await backtestHeuristic(db, chain, options));
  await expect(screenDb.pool.query("create temporary table mine (a integer)")).rejects.toMatchObject({ code: "42501" });
  await expect(screenDb.pool.query("insert into backtest default values")).rejects.toMatchObject({ code: "42501" });
});

test("what whoever was killed has left is taken again when the claim ends, and the dead one changes nothing", async () => {
  const id = await ask();
  const dead = await claimBacktest(screenDb.kysely, [chain.id], 600_000);
  if (dead === undefined) throw new Error("not claimed");
  expect(await run()).toBe("idle");
  await db.pool.query("update backtest set claimed_until = now() - interval '1 second'");
  expect(await run()).toBe("done");
  const ended = await stateOf(id);
  expect(await renewClaim(screenDb.kysely, dead, { done: 1, total: 2 }, 1_000)).toBe(false);
  expect(await finishBacktest(screenDb.kysely, dead, {})).toBe(false);
  expect(await stateOf(id)).toEqual(ended);
});

test("what ends its process three times is given up, and says so", async () => {
  const id = await ask();
  await db.pool.query("update backtest set state = 'running', attempt_count = 3, claimed_until = now()");
  expect(await run()).toBe("failed");
  expect(await stateOf(id)).toMatchObject({ state: "failed", failure: { code: "backtest_abandoned" } });
});

test("two at once run one each; a third finds nothing, nor does one of another chain", async () => {
  const ids = [await ask(), await ask()];
  expect(await run(undefined, [{ ...chain, id: 999_999 }])).toBe("idle");
  const steps = await Promise.all([run(), run(), run()]);
  expect(steps.sort()).toEqual(["done", "done", "idle"]);
  for (const id of ids) expect(await stateOf(id)).toMatchObject({ state: "done" });
});

test("one that is cancelled while it runs ends, and stays cancelled", async () => {
  const id = await ask();
  const letGo = await holdUpFold();
  const running = run();
  await until(async () => (await stateOf(id)).state === "running");
  expect(await cancelBacktest(db.kysely, id, person)).toMatchObject({ wasOpen: true });
  await letGo();
  expect(await running).toBe("lost");
  const cancelled = await stateOf(id);
  expect(cancelled).toMatchObject({ state: "cancelled", cancelledBy: person });
  expect(cancelled.result).toBeUndefined();
  expect(await cancelBacktest(db.kysely, id, person)).toMatchObject({ wasOpen: false });
  expect(await run()).toBe("idle");
});

test("a process that ends in order gives it back, and it is as if it had not begun it", async () => {
  const id = await ask();
  const letGo = await holdUpFold();
  const stop = new AbortController();
  const running = run(stop.signal);
  await until(async () => (await stateOf(id)).state === "running");
  stop.abort();
  await letGo();
  expect(await running).toBe("released");
  const { rows } = await db.pool.query("select state, attempt_count, claimed_until from backtest");
  expect(rows).toEqual([{ state: "queued", attempt_count: 0, claimed_until: null }]);
  expect(await run()).toBe("done");
});

test("what cannot be judged fails with the facts, and the lane goes on", async () => {
  const beyond = await ask({ to: BLOCKS + 5 });
  expect(await run()).toBe("failed");
  expect(await stateOf(beyond)).toMatchObject({
    failure: {
      code: "backtest_refused",
      detail: `the ledger lacks ${chain.name} blocks ${BLOCKS + 1} to ${BLOCKS + 5}`,
    },
  });
  const older = await ask({ heuristicVersion: 99 });
  expect(await run()).toBe("failed");
  expect((await stateOf(older)).failure?.detail).toContain("version 99");
  await db.pool.query("begin; alter table epoch rename to hidden; commit");
  const broken = await ask();
  expect(await run()).toBe("failed");
  await db.pool.query("alter table hidden rename to epoch");
  expect(await stateOf(broken)).toMatchObject({ failure: { code: "internal" } });
});
