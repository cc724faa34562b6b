import { Problem } from "@redflag/domain/problem";
import pRetry from "p-retry";
import type { IngestDeps } from "./ingest-deps.ts";

/** About a quarter of a minute in all: longer troubles are an operator's, and what was committed stays. */
const RETRIES = 6;
/** Under a second, where somebody waits to hear whether an endpoint works at all. */
export const RETRIES_AT_FIRST = 2;

const DELAY_MS_MIN = 250;
const DELAY_MS_MAX = 5_000;

/** Does a step again while its failure may pass. For work outside the queue, where no sweep would come back to it. */
export function askAgain<T>(
  { logger, chain, retryDelayMs = DELAY_MS_MIN }: IngestDeps,
  step: () => Promise<T>,
  signal: AbortSignal | undefined,
  retries: number = RETRIES,
): Promise<T> {
  return pRetry(step, {
    retries,
    minTimeout: retryDelayMs,
    maxTimeout: DELAY_MS_MAX,
    ...(signal !== undefined && { signal }),
    // What an endpoint cannot prove now it cannot prove in a minute.
    shouldRetry: ({ error }) =>
      error instanceof Problem && error.retry !== "fatal" && error.code !== "proof_unavailable",
    onFailedAttempt: ({ error, retriesLeft }) => {
      logger.debug({ msg: "a step failed", chain: chain.name, detail: error.message, retriesLeft });
    },
  });
}
