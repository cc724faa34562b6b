import { join } from "node:path";
import { demo } from "@redflag/domain/chains/demo";
import type { Entry } from "@redflag/domain/entry";
import { InputCache } from "@redflag/screen/input-cache";
import { stepLookback } from "@redflag/screen/lookback-step";
import { screenFinal } from "@redflag/screen/screen-final";
import { type ScreenDeps, screenHead } from "@redflag/screen/screen-head";
import { hexOf } from "@redflag/store/bytes";
import { type Database, openDatabase } from "@redflag/store/database";
import { findLane } from "@redflag/store/lane";
import { findBlock } from "@redflag/store/ledger-read";
import { listLookbacks } from "@redflag/store/lookback";
import { migrate } from "@redflag/store/migrate";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { type Cluster, openCluster } from "../cluster.ts";
import type { LatencyRow } from "../latency/latency-summary.ts";
import { addBlock, drawAddresses, fillLedger } from "./fill-ledger.ts";
import { feedLane } from "./lane-beside.ts";
import type { LookbackFigure } from "./lookback-figures.ts";
import { addOneEntry, fillList } from "./million-list.ts";
import { openLane } from "./open-lane.ts";
import { queryByIndex } from "./query-by-index.ts";

/** Live blocks that the lane screens while nothing runs beside it. */
const LANE_BLOCKS = 300;

export interface LookbackOptions {
  transfers: number;
  newEntries: number;
  /** Entries of the list that gets one more. */
  listed: number;
  onStep: (what: string) => void;
}

/**
 * How long it takes to look at a ledger's past for new addresses, beside the bare two index queries; and from the commit of
 * a long list's version with one entry more to the first alert because of it. And how long the lane takes for a live block,
 * alone and beside a lookback.
 */
export async function runLookback({
  transfers,
  newEntries,
  listed,
  onStep,
}: LookbackOptions): Promise<LookbackFigure[]> {
  const cluster = await openCluster();
  try {
    const url = await cluster.createDatabase("lookback");
    const db = await openDatabase({ url, applicationName: "bench" });
    try {
      await migrate(db, join(import.meta.dirname, "../../../migrations"));
      const head = await fillLedger(db, transfers, onStep);
      const addresses = await drawAddresses(db, newEntries);
      const figures = await lookBack(db, url, { head, addresses, onStep, cluster });
      return [...figures, ...(await reachLane(db, listed, onStep))];
    } finally {
      await db.close();
    }
  } finally {
    await cluster.release();
  }
}

interface World {
  head: number;
  addresses: readonly Buffer[];
  onStep: (what: string) => void;
  cluster: Cluster;
}

async function lookBack(db: Database, url: string, { head, addresses, onStep, cluster }: World) {
  const inputs = new InputCache();
  await importEntries(db, []);
  await openLane(db, demo, 1, head);
  await importEntries(db, addresses);
  await addBlock(db, head + 1, []);
  await screenHead({ db, inputs }, demo);
  await finalize(db, head + 1);
  await cluster.checkpoint();
  const figures: LookbackFigure[] = [];
  const floor = async (what: string) => {
    onStep(what);
    figures.push(await timed(what, async () => `${await queryByIndex(url, addresses, head)} transfers`));
  };
  await floor("two index queries, first");
  onStep("lookback");
  figures.push(await timed(`lookback of ${addresses.length} addresses`, () => stepToEnd({ db, inputs }), cluster));
  await floor("two index queries, again");
  onStep("lane alone, then beside the same lookback");
  const alone = await feedLane({ db, inputs }, "lane alone", addresses, (blocks) => blocks >= LANE_BLOCKS);
  figures.push(laneFigure(alone));
  // From the beginning, by a process that has learnt nothing yet; in the lane's own, as the service runs both.
  for (const table of ["event", "evidence"]) {
    await db.pool.query(`delete from ${table} using alert where alert_id = alert.id and heuristic ~ '^lookback'`);
  }
  await db.pool.query("delete from alert where heuristic ~ '^lookback'");
  await db.pool.query(
    "update lookback set finished_at = null, after_entry = null, done_count = 0, alert_count = 0, bound_count = 0, bound_text = null",
  );
  let isDone = false;
  const again = stepToEnd({ db, inputs: new InputCache() }).finally(() => {
    isDone = true;
  });
  const [beside] = await Promise.all([
    feedLane({ db, inputs }, "lane beside a lookback", addresses, () => isDone),
    again,
  ]);
  figures.push(laneFigure(beside));
  return figures;
}

async function stepToEnd(deps: ScreenDeps): Promise<string> {
  const steps: number[] = [];
  for (;;) {
    const begin = performance.now();
    const { kind } = await stepLookback(deps, demo);
    if (kind === "idle") break;
    if (kind === "looked") steps.push(performance.now() - begin);
  }
  const [lookback] = await listLookbacks(deps.db.kysely, 1);
  const { doneCount, alertCount, boundCount } = lookback ?? {};
  const longest = Math.round(Math.max(...steps));
  const found = `${doneCount} entries, ${alertCount} alerts, ${boundCount} bounds`;
  return `${found}, ${steps.length} steps, longest ${longest} ms; ${await countEvidence(deps.db)}`;
}

function laneFigure({ contender: what, blocks, p50Ms, p99Ms, maxMs }: LatencyRow): LookbackFigure {
  return { what, seconds: p50Ms / 1000, result: `p50 of ${blocks} blocks; p99 ${p99Ms} ms, longest ${maxMs} ms` };
}

async function importEntries(db: Database, addresses: readonly Buffer[]): Promise<void> {
  const said = { category: "terrorist_financing", severity: "SEVERE", authority: "Bench" } as const;
  const entries = addresses.map(
    (address): Entry => ({ address: hexOf(address), family: "eip155", ...said, confidence: 100, sharing: "TLP:RED" }),
  );
  await importListVersion(db, { list: { id: "new", title: "New", authority: "Bench" }, entries, source: "bench" });
}

async function finalize(db: Database, head: number): Promise<void> {
  const block = await findBlock(db.kysely, demo.id, head);
  if (block === undefined) throw new Error("the head is stored");
  await upsertTip(db.kysely, demo.id, { head: block, finalizedNumber: head });
  await screenFinal(db, demo, demo.verify);
}

async function countEvidence(db: Database): Promise<string> {
  const { rows } = await db.pool.query<{ heuristic: string; alerts: number; evidence: number }>(
    `select heuristic, count(*)::int as alerts, sum(evidence_count)::int as evidence from alert
     where heuristic ~ '^lookback' group by 1 order by 1`,
  );
  return rows
    .map(({ heuristic, alerts, evidence }) => `${heuristic} ${alerts} alerts, ${evidence} transfers`)
    .join("; ");
}

async function reachLane(db: Database, listed: number, onStep: (what: string) => void) {
  const inputs = new InputCache();
  const { headPosition: head = 0 } = (await findLane(db.kysely, demo.id)) ?? {};
  onStep(`a list of ${listed} entries`);
  await fillList(db, listed);
  await addBlock(db, head + 1, []);
  const whole = await timed(`lane reads a list of ${listed}`, async () => {
    await screenHead({ db, inputs }, demo);
    return "a process that has just begun";
  });
  const address = Buffer.alloc(20, 0xab);
  await addOneEntry(db, address);
  const one = await timed("one entry more, committed → alert", async () => {
    await addBlock(db, head + 2, [address]);
    await screenHead({ db, inputs }, demo);
    const { rows } = await db.pool.query("select state from alert where subject = $1", [address]);
    return `${rows.length} alert, ${rows[0]?.state}`;
  });
  return [whole, one];
}

/** @param cluster told of where processor time is wanted, too */
export async function timed(what: string, work: () => Promise<string>, cluster?: Cluster): Promise<LookbackFigure> {
  const measured = process.platform === "linux" ? cluster : undefined;
  const postgresBefore = measured?.readOpenCpuSeconds() ?? 0;
  const clientBefore = process.cpuUsage();
  const begin = performance.now();
  const result = await work();
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(clientBefore);
  if (measured === undefined) return { what, seconds, result };
  const cpuSeconds = { client: (user + system) / 1e6, postgres: measured.readOpenCpuSeconds() - postgresBefore };
  return { what, seconds, cpuSeconds, result };
}
