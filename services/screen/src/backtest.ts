import type { Chain } from "@redflag/domain/chain";
import type { Canonical } from "@redflag/domain/content-hash";
import type { Heuristic } from "@redflag/domain/heuristic";
import type { WithholdingCause } from "@redflag/domain/withholding-cause";
import type { Database } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import { inScratch } from "@redflag/store/scratch";
import { BacktestAlerts } from "./backtest-alerts.ts";
import { type BacktestDifference, compareAlerts } from "./backtest-compare.ts";
import { compareFold, type SaidOfStretch } from "./backtest-fold.ts";
import { type BacktestEnd, findJudgedUpTo, getRunningLane, resolveBacktestSpan } from "./backtest-span.ts";
import { listStandingAlerts } from "./backtest-stored.ts";
import { InputCache } from "./input-cache.ts";
import { findKeptPast } from "./kept-past.ts";

const EXAMPLES_MAX = 5;

export interface BacktestOptions {
  heuristic: Heuristic;
  /** All of the rule's parameters, as they are tried. */
  params: Readonly<Record<string, Canonical>>;
  /** All that was judged and is kept unless told. */
  from?: BacktestEnd;
  to?: BacktestEnd;
  /** Payments that profiles held in memory remember at most; as `HeldProfiles` has it unless told. */
  heldMax?: number;
  /** Alerts shown of what is added, and of what is removed; 5 unless told. */
  examplesMax?: number;
}

/** What a rule would have said, had these parameters held from the stretch's first block on, beside what it said. */
export interface BacktestReport extends BacktestDifference {
  heuristic: string;
  version: number;
  params: Readonly<Record<string, Canonical>>;
  from: number;
  to: number;
  /** Where the fold began, so that the rule remembers what it looks back at: the lane's start, or retention's cut. */
  foldedFrom: number;
  /** Folded, those before the stretch included. */
  transfers: number;
  withheld: { before: WithheldByCause; after: WithheldByCause };
  /** Transfers on which the rule failed. */
  gaps: { before: number; after: number };
}

/** How often the rule could not be judged, by cause. */
export type WithheldByCause = Partial<Record<WithholdingCause, number>>;

/**
 * Judges a stretch of the past by a rule with other parameters, with the lists and rates of each block's epoch, and says which
 * alerts that adds, removes and keeps. Changes nothing and keeps no writer waiting: all of it is one transaction that only
 * reads. Memory is bounded but for a few hundred bytes for each alert.
 * @param onProgress blocks folded so far, and of how many; what it throws ends it, and it is waited for
 * @throws Problem `lane_missing`, `lane_stopped`, `range_invalid`, `history_dropped`, `backtest_refused`
 */
export async function backtestHeuristic(
  db: Database,
  chain: Chain,
  { heuristic, params, heldMax, examplesMax = EXAMPLES_MAX, ...ends }: BacktestOptions,
  onProgress: (done: number, total: number) => void | Promise<void> = () => {},
): Promise<BacktestReport> {
  // Of its own: what a lane caches may be of a later moment than this transaction sees.
  const inputs = new InputCache();
  return inScratch(db, async (tx) => {
    const lane = await getRunningLane(tx, chain);
    const past = await findKeptPast(tx, lane, await listEpochs(tx, lane));
    const judgedUpTo = await findJudgedUpTo(tx, lane, heuristic);
    const span = await resolveBacktestSpan(tx, chain, lane, past, judgedUpTo, ends);
    const foldedFrom = heuristic.stage === "head" ? span.from : past.firstBlock;
    const standing = await listStandingAlerts(tx, chain, heuristic, span.from);
    const [before, after] = [
      new Side(new BacktestAlerts(chain, standing)),
      new Side(new BacktestAlerts(chain, standing)),
    ];
    let transfers = 0;
    const tried = { heuristic, params: heuristic.params.parse(params) };
    const fold = { chain, lane, tried, span, foldedFrom, ...(heldMax !== undefined && { heldMax }) };
    for await (const stretch of compareFold(tx, inputs, fold)) {
      before.add(stretch.before);
      after.add(stretch.after);
      transfers += stretch.transfers;
      await onProgress(stretch.to - foldedFrom + 1, span.to - foldedFrom + 1);
    }
    const difference = await compareAlerts(tx, chain, heuristic, span, before.alerts, after.alerts, examplesMax);
    return {
      heuristic: heuristic.id,
      version: heuristic.version,
      params,
      ...span,
      foldedFrom,
      transfers,
      ...difference,
      withheld: { before: before.withheld, after: after.withheld },
      gaps: { before: before.gapCount, after: after.gapCount },
    };
  });
}

/** What one set of parameters has said so far. */
class Side {
  readonly alerts: BacktestAlerts;
  readonly withheld: WithheldByCause = {};
  gapCount = 0;

  constructor(alerts: BacktestAlerts) {
    this.alerts = alerts;
  }

  add({ findings, withheld, gapCount }: SaidOfStretch): void {
    this.alerts.add(findings);
    this.gapCount += gapCount;
    for (const { cause, count } of withheld) this.withheld[cause] = (this.withheld[cause] ?? 0) + count;
  }
}
