import { join } from "node:path";
import { demo } from "@redflag/domain/chains/demo";
import type { Canonical } from "@redflag/domain/content-hash";
import type { Entry } from "@redflag/domain/entry";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { backtestHeuristic } from "@redflag/screen/backtest";
import { hexOf } from "@redflag/store/bytes";
import { type Database, openDatabase } from "@redflag/store/database";
import { migrate } from "@redflag/store/migrate";
import { importListVersion } from "@redflag/store/watchlist";
import { openCluster } from "../cluster.ts";
import { drawAddresses, fillLedger, TRANSFERS_PER_BLOCK } from "../lookback/fill-ledger.ts";
import type { LookbackFigure } from "../lookback/lookback-figures.ts";
import { openLane } from "../lookback/open-lane.ts";
import { timed } from "../lookback/run-lookback.ts";
import { readPlainly } from "./read-plainly.ts";

/** One rule of each kind that a backtest takes, each with a parameter of it otherwise. */
const TRIED = [
  { what: "stateless", id: "watchlist-hit", params: {} },
  { what: "of exposed payments", id: "indirect-exposure", params: {} },
  { what: "with a memory", id: "rapid-pass-through", params: { receivedUsdMin: 900, historyDays: 1 } },
  { what: "with a memory of both ways", id: "lump-in-then-split", params: { receivedUsdMin: 4_000, historyDays: 7 } },
];
const LEDGER_DAYS = 60;
const DAY_S = 86_400;
/** Every fourth of them listed for terrorist financing, the others exchanges. */
const LISTED = 200;

/**
 * How long a backtest over a whole ledger of sixty days takes: all of it is folded, and judged by both sets of parameters as
 * soon as the lane reaches back as far as the rule looks. Beside it a plain read of the same transfers, before and after.
 */
export async function runBacktest(transfers: number, onStep: (what: string) => void): Promise<LookbackFigure[]> {
  const cluster = await openCluster();
  try {
    const url = await cluster.createDatabase("backtest");
    const db = await openDatabase({ url, applicationName: "bench" });
    try {
      await migrate(db, join(import.meta.dirname, "../../../migrations"));
      const blockSeconds = Math.ceil((LEDGER_DAYS * DAY_S * TRANSFERS_PER_BLOCK) / transfers);
      const head = await fillLedger(db, transfers, onStep, { blockSeconds });
      await importEntries(db);
      await openLane(db, demo, 1, head);
      await cluster.checkpoint();
      const run = (what: string, work: () => Promise<string>) => {
        onStep(what);
        return timed(what, work, cluster);
      };
      const floor = async () => `${await readPlainly(url, demo.id, 1, head)} transfers`;
      const figures = [await run("plain read, first", floor)];
      for (const tried of TRIED) figures.push(await run(`${tried.id}, ${tried.what}`, () => backtest(db, tried)));
      return [...figures, await run("plain read, again", floor)].map((figure) => withSpeed(figure, transfers));
    } finally {
      await db.close();
    }
  } finally {
    await cluster.release();
  }
}

async function importEntries(db: Database): Promise<void> {
  const entries = (await drawAddresses(db, LISTED)).map((address, n): Entry => {
    const said =
      n % 4 === 0 ? { category: "terrorist_financing", severity: "SEVERE" } : { category: "exchange", severity: "LOW" };
    const { category, severity } = said as Pick<Entry, "category" | "severity">;
    return {
      address: hexOf(address),
      family: "eip155",
      category,
      severity,
      authority: "Bench",
      confidence: 100,
      sharing: "TLP:RED",
    };
  });
  await importListVersion(db, { list: { id: "bench", title: "Bench", authority: "Bench" }, entries, source: "bench" });
}

async function backtest(db: Database, { id, params }: (typeof TRIED)[number]): Promise<string> {
  const heuristic = HEURISTICS.find((one) => one.id === id);
  if (heuristic === undefined) throw new Error(`no heuristic ${id}`);
  const tried = heuristic.params.parse(params) as Record<string, Canonical>;
  const { alerts, added } = await backtestHeuristic(db, demo, { heuristic, params: tried, from: { block: 1 } });
  return `${alerts.before} alerts as it was, ${alerts.after} as it would be, ${added.length} added`;
}

/** Transfers a second by the clock, and by the processor's, the server's included. */
function withSpeed(figure: LookbackFigure, transfers: number): LookbackFigure {
  const rate = (seconds: number) => Math.round(transfers / seconds).toLocaleString("en");
  const { seconds, cpuSeconds, result } = figure;
  const perCpu = cpuSeconds && `, ${rate(cpuSeconds.client + cpuSeconds.postgres)} per CPU second`;
  return { ...figure, result: `${rate(seconds)} a second${perCpu ?? ""}; ${result}` };
}
