import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "@redflag/domain/problem";
import type { FailureLog } from "@redflag/runtime/failure-log";
import { type BacktestDeps, type BacktestStep, runBacktest } from "./run-backtest.ts";

/** A backtest waits this long at most for a process that has nothing to do. */
const SWEEP_MS = 2_000;

/** Runs what people ask of the past, one at a time, until the signal aborts. Several processes may: a claim is one's. */
export async function keepBacktesting(deps: BacktestDeps & { failures: FailureLog }): Promise<void> {
  const { failures, signal } = deps;
  while (!signal.aborted) {
    const step = await stepOnce(deps, failures);
    if (step === "idle") await sleep(SWEEP_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function stepOnce(deps: BacktestDeps, failures: FailureLog): Promise<BacktestStep> {
  try {
    return await runBacktest(deps);
  } catch (error) {
    if (!(error instanceof Problem) || error.retry === "fatal") throw error;
    failures.tell("all", "backtest", error);
    return "idle";
  }
}
