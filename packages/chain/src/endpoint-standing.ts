import type { ProblemCode } from "@redflag/domain/problem";
import type { AnswerClass } from "./answer-class.ts";
import type { Endpoint } from "./endpoint.ts";
import { findBestLatency } from "./endpoint-order.ts";

/** How one endpoint has done so far in this process, and what it was found to bear. */
export interface EndpointStanding {
  /** Host, never the URL. */
  name: string;
  /** From 1, as quick as the quickest and never failing, to 0. */
  score: number;
  /** Of one request, smoothed; undefined when none was answered in the last minutes. */
  latencyMs: number | undefined;
  /** Milliseconds since 1970; undefined while it may be asked. */
  restsUntilMs: number | undefined;
  /** Why it rests, or is never asked again. */
  reason: string | undefined;
  /** Of the same; of one that may be asked, of its last failure until it answers again. */
  problem: ProblemCode | undefined;
  isBarred: boolean;
  /** Undefined where nothing bounds it. */
  requestsPerSecondMax: number | undefined;
  /** Of one `eth_getLogs`, as far as the endpoint has said or shown it. */
  logBlocksMax: number | undefined;
  logResultsMax: number | undefined;
  head: number | undefined;
  headBackwardsCount: number;
  lateCount: number;
  /** Of answers other than good ones; `silent_wrong` counts those that were caught. */
  counts: Readonly<Partial<Record<AnswerClass, number>>>;
}

/** In the order of the endpoints. */
export function listStandings(endpoints: readonly Endpoint[], nowMs: number): EndpointStanding[] {
  const bestMs = findBestLatency(endpoints, nowMs);
  return endpoints.map((endpoint) => {
    const { name, health, logLimits, rate, head, barred } = endpoint;
    const { headBackwardsCount, lateCount } = health;
    const rest = health.findRest(nowMs);
    const perSecond = rate.perSecond(nowMs);
    const { blocksMax, resultsMax } = logLimits.learned;
    return {
      name,
      score: barred === undefined ? health.score(nowMs, bestMs) : 0,
      latencyMs: health.latencyMs(nowMs),
      restsUntilMs: rest?.untilMs,
      reason: (barred ?? rest?.reason)?.message,
      problem: (barred ?? health.lastFailure)?.code,
      isBarred: barred !== undefined,
      requestsPerSecondMax: Number.isFinite(perSecond) ? perSecond : undefined,
      logBlocksMax: blocksMax,
      logResultsMax: resultsMax,
      head,
      headBackwardsCount,
      lateCount,
      counts: Object.fromEntries(health.counts),
    };
  });
}
