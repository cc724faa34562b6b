import { join } from "node:path";
import { demo } from "@redflag/domain/chains/demo";
import type { Canonical } from "@redflag/domain/content-hash";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { backtestHeuristic } from "@redflag/screen/backtest";
import { type Database, openDatabase } from "@redflag/store/database";
import { migrate } from "@redflag/store/migrate";
import { openCluster } from "../cluster.ts";
import { fillLedger } from "../lookback/fill-ledger.ts";
import type { LookbackFigure } from "../lookback/lookback-figures.ts";
import { openLane, timed } from "../lookback/run-lookback.ts";
import { readPlainly } from "./read-plainly.ts";

/** A rule with a memory, and one parameter of it otherwise. */
const TRIED = { id: "rapid-pass-through", params: { receivedUsdMin: 900, historyDays: 1 } };

/**
 * How long a backtest over a whole ledger takes: all of it is folded, the last half is judged by both sets of parameters.
 * Beside it a plain read of the same transfers, before and after.
 */
export async function runBacktest(transfers: number, onStep: (what: string) => void): Promise<LookbackFigure[]> {
  const cluster = await openCluster();
  try {
    const url = await cluster.createDatabase("backtest");
    const db = await openDatabase({ url, applicationName: "bench" });
    try {
      await migrate(db, join(import.meta.dirname, "../../../migrations"));
      const head = await fillLedger(db, transfers, onStep);
      await openLane(db, head);
      await cluster.checkpoint();
      const floor = (what: string) => {
        onStep(what);
        return timed(what, async () => `${await readPlainly(url, head)} transfers`, cluster);
      };
      const before = await floor("plain read, first");
      const judgedFrom = Math.ceil(head / 2);
      onStep("backtest");
      const half = await timed("backtest, judged from the middle on", () => backtest(db, judgedFrom), cluster);
      const whole = await timed("backtest, judged from the start on", () => backtest(db, 1), cluster);
      return [before, half, whole, await floor("plain read, again")];
    } finally {
      await db.close();
    }
  } finally {
    await cluster.release();
  }
}

async function backtest(db: Database, from: number): Promise<string> {
  const heuristic = HEURISTICS.find(({ id }) => id === TRIED.id);
  if (heuristic === undefined) throw new Error(`no heuristic ${TRIED.id}`);
  const params = heuristic.params.parse(TRIED.params) as Record<string, Canonical>;
  const { transfers, alerts, added } = await backtestHeuristic(db, demo, { heuristic, params, from: { block: from } });
  return `${transfers} transfers; ${alerts.before} alerts as it was, ${alerts.after} as it would be, ${added.length} added`;
}
