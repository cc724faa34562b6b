import { setTimeout as sleep } from "node:timers/promises";
import { BACKTEST_EXAMPLES_MAX } from "@redflag/contract/http/routes/backtests";
import type { Chain } from "@redflag/domain/chain";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { checkParams } from "@redflag/domain/heuristic-setting";
import { Problem } from "@redflag/domain/problem";
import type { Logger } from "@redflag/runtime/logger";
import type { StoredBacktest } from "@redflag/store/backtest";
import {
  type ClaimedBacktest,
  claimBacktest,
  failBacktest,
  finishBacktest,
  releaseBacktest,
  renewClaim,
} from "@redflag/store/backtest-claim";
import type { Database } from "@redflag/store/database";
import { backtestHeuristic } from "./backtest.ts";
import { backtestResult } from "./backtest-result.ts";

/** A claim that nobody renews ends after this: the process was killed, or its machine was. */
const LEASE_MS = 30_000;
/** How far it is, is told this often, and the claim renewed. */
const RENEW_MS = 2_000;
/** What ends its process again and again is not tried for ever. */
const ATTEMPTS_MAX = 3;
/** The lane of the same process has at least half of it: as long as a stretch took, and no longer than this. */
const REST_MS_MAX = 1_000;

export interface BacktestDeps {
  db: Database;
  chains: readonly Chain[];
  logger: Logger;
  signal: AbortSignal;
  leaseMs?: number;
  renewMs?: number;
}

/** What became of it; `idle` where none waits, `lost` where it was cancelled or somebody else has it by now. */
export type BacktestStep = "idle" | "done" | "failed" | "lost" | "released";

/** Runs the oldest backtest that waits, or that whoever ran it has left. Writes nothing but to its row. */
export async function runBacktest({
  db,
  chains,
  logger,
  signal,
  leaseMs = LEASE_MS,
  renewMs = RENEW_MS,
}: BacktestDeps): Promise<BacktestStep> {
  const ids = chains.map(({ id }) => id);
  const claim = await claimBacktest(db.kysely, ids, leaseMs);
  if (claim === undefined) return "idle";
  const { id, heuristic, chainId, from, to } = claim.backtest;
  const chain = chains.find((each) => each.id === chainId)?.name;
  const facts = { backtest: id, heuristic, chain, from, to, attempt: claim.attempt };
  logger.info({ msg: "backtest runs", ...facts });
  const keeper = new ClaimKeeper(db, claim, { leaseMs, renewMs, signal });
  try {
    const result = await resultOf(db, chains, claim, keeper).finally(() => keeper.stop());
    const isKept = await finishBacktest(db.kysely, claim, result);
    logger.info({ msg: isKept ? "backtest done" : "backtest was cancelled or taken over", ...facts });
    return isKept ? "done" : "lost";
  } catch (error) {
    if (keeper.isLost) {
      logger.info({ msg: "backtest was cancelled or taken over", ...facts });
      return "lost";
    }
    if (signal.aborted) {
      await releaseBacktest(db.kysely, claim);
      return "released";
    }
    // What passes by itself is tried again when the claim has ended.
    if (error instanceof Problem && error.retry === "retry") throw error;
    const problem = error instanceof Problem ? { code: error.code, detail: error.detail } : undefined;
    if (problem === undefined) logger.error({ msg: "backtest failed", ...facts, err: error });
    else logger.warn({ msg: "backtest failed", ...facts, ...problem });
    const internal = { code: "internal", detail: "the screening process' log has the cause under the backtest's id" };
    return (await failBacktest(db.kysely, claim, problem ?? internal)) ? "failed" : "lost";
  }
}

async function resultOf(db: Database, chains: readonly Chain[], claim: ClaimedBacktest, keeper: ClaimKeeper) {
  const { backtest, attempt } = claim;
  const chain = chains.find(({ id }) => id === backtest.chainId);
  if (chain === undefined) throw new Error(`Broken invariant: only chains that are screened here were claimed`);
  if (attempt > ATTEMPTS_MAX) {
    throw new Problem("backtest_abandoned", `it was begun ${ATTEMPTS_MAX} times, and what ran it ended each time`);
  }
  const asked = { ...askedOf(backtest), from: { block: backtest.from }, to: { block: backtest.to } };
  let begunMs = performance.now();
  const report = await backtestHeuristic(
    db,
    chain,
    { ...asked, examplesMax: BACKTEST_EXAMPLES_MAX },
    async (done, total) => {
      await keeper.tell({ done, total }, Math.min(performance.now() - begunMs, REST_MS_MAX));
      begunMs = performance.now();
    },
  );
  return backtestResult(chain, report);
}

/** @throws Problem `backtest_refused` where the program has changed meanwhile */
function askedOf({ heuristic: id, heuristicVersion, params }: StoredBacktest) {
  const heuristic = HEURISTICS.find((rule) => rule.id === id && rule.version === heuristicVersion);
  const checked = heuristic && checkParams(heuristic, params);
  if (heuristic === undefined || !checked?.isValid) {
    throw new Problem(
      "backtest_refused",
      `the program no longer has ${id} version ${heuristicVersion} as it was asked`,
    );
  }
  return { heuristic, params: checked.all };
}

/** Keeps a claim while the fold goes on, and ends the fold when it is lost. */
class ClaimKeeper {
  readonly #db: Database;
  readonly #claim: ClaimedBacktest;
  readonly #leaseMs: number;
  readonly #timer: NodeJS.Timeout;
  readonly #lost = new AbortController();
  readonly #ends: AbortSignal;
  #progress: { done: number; total: number } | undefined;
  #renewal: Promise<void> | undefined;

  constructor(
    db: Database,
    claim: ClaimedBacktest,
    { leaseMs, renewMs, signal }: { leaseMs: number; renewMs: number; signal: AbortSignal },
  ) {
    this.#db = db;
    this.#claim = claim;
    this.#leaseMs = leaseMs;
    this.#ends = AbortSignal.any([this.#lost.signal, signal]);
    this.#timer = setInterval(() => {
      this.#renewal ??= this.#renew().finally(() => {
        this.#renewal = undefined;
      });
    }, renewMs);
  }

  get isLost(): boolean {
    return this.#lost.signal.aborted;
  }

  /** Rests, so that others have their turn; throws once the claim is lost or the process ends. */
  async tell(progress: { done: number; total: number }, restMs: number): Promise<void> {
    this.#progress = progress;
    await sleep(restMs, undefined, { signal: this.#ends });
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewal;
  }

  async #renew(): Promise<void> {
    try {
      const holds = await renewClaim(this.#db.kysely, this.#claim, this.#progress, this.#leaseMs);
      if (!holds) this.#lost.abort();
    } catch {
      // The fold meets what is wrong with the database itself; a claim that is not renewed only ends.
    }
  }
}
