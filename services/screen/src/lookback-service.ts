import { setTimeout as sleep } from "node:timers/promises";
import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import type { FailureLog } from "@redflag/runtime/failure-log";
import type { Logger } from "@redflag/runtime/logger";
import { type LookbackStep, stepLookback } from "./lookback-step.ts";
import type { ScreenDeps } from "./screen-head.ts";

/** A lookback waits this long at most once its blocks are final. */
const SWEEP_MS = 2_000;

export interface LookBackOptions extends ScreenDeps {
  chains: readonly Chain[];
  logger: Logger;
  failures: FailureLog;
  signal: AbortSignal;
}

/** Looks back on each chain, beside its lane, until the signal aborts. Several processes may: one at a time steps. */
export async function keepLookingBack({ chains, logger, failures, signal, ...deps }: LookBackOptions): Promise<void> {
  const keep = async (chain: Chain) => {
    while (!signal.aborted) {
      const isIdle = await stepOnce(deps, chain, logger, failures);
      if (isIdle) await sleep(SWEEP_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  await Promise.all(chains.map(keep));
}

/** @returns whether there is nothing to do just now */
async function stepOnce(deps: ScreenDeps, chain: Chain, logger: Logger, failures: FailureLog): Promise<boolean> {
  try {
    const step = await stepLookback(deps, chain);
    if (step.kind === "looked") tell(logger, chain, step);
    return step.kind !== "looked";
  } catch (error) {
    if (!(error instanceof Problem) || error.retry === "fatal") throw error;
    failures.tell(chain.name, "lookback", error);
    return true;
  }
}

function tell(logger: Logger, chain: Chain, { lookback, isFinished }: LookbackStep & { kind: "looked" }): void {
  const { listId: list, version, doneCount: done, entryCount: entries = 0, alertCount: alerts } = lookback;
  // A version without a new address is no news.
  if (entries === 0) return;
  const bounds = lookback.boundCount > 0 && { bounds: lookback.boundCount, firstBound: lookback.boundText };
  const facts = { chain: chain.name, list, version, done, entries, alerts, ...bounds };
  if (isFinished) logger.info({ msg: "looked back", ...facts });
  else logger.info({ msg: "looking back", ...facts });
}
