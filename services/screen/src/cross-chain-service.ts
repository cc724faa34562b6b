import { setTimeout as sleep } from "node:timers/promises";
import { listBridgeContracts } from "@redflag/domain/bridge-registry";
import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import type { FailureLog } from "@redflag/runtime/failure-log";
import type { Logger } from "@redflag/runtime/logger";
import { type CrossChainStep, screenCrossChain } from "./cross-chain-step.ts";
import type { ScreenDeps } from "./screen-head.ts";

/** What arrived waits this long at most once every lane is beyond it. */
const SWEEP_MS = 2_000;

export interface CrossChainOptions extends ScreenDeps {
  chains: readonly Chain[];
  logger: Logger;
  failures: FailureLog;
  signal: AbortSignal;
}

/**
 * Judges what arrives by bridges, beside the lanes, until the signal aborts. Several processes may: one at a time steps.
 * Without a chain on which bridges are known there is nothing to do.
 */
export async function keepJudgingAcross(options: CrossChainOptions): Promise<void> {
  const { chains, logger, failures, signal, ...deps } = options;
  if (chains.every(({ name }) => listBridgeContracts(name).length === 0)) return;
  while (!signal.aborted) {
    try {
      await screenCrossChain(deps, (step) => tell(logger, step), signal);
    } catch (error) {
      if (!(error instanceof Problem) || error.retry === "fatal") throw error;
      failures.tell("all", "cross-chain", error);
    }
    await sleep(SWEEP_MS, undefined, { signal }).catch(() => undefined);
  }
}

function tell(logger: Logger, step: CrossChainStep): void {
  if (step.kind === "remade") {
    const { repaired, ...facts } = step.remade;
    logger.info({ msg: "judged anew what bridges say across chains", ...facts, changed: repaired.length });
  }
  if (step.kind === "judged" && step.arrivals > 0) {
    logger.debug({ msg: "judged across chains", arrivals: step.arrivals, events: step.events });
  }
}
