import type { Problem } from "@redflag/domain/problem";
import type { AnswerClass } from "./answer-class.ts";

const LATENCY_WEIGHT = 0.2;
/** An older measurement says nothing of today. */
const LATENCY_AGE_MS_MAX = 300_000;
/** Differences below it are the network's, not the endpoint's. */
const LATENCY_FLOOR_MS = 250;
const FAILURE_WEIGHT = 0.2;
const FAILURE_HALF_LIFE_MS = 60_000;
const LIE_HALF_LIFE_MS = 3_600_000;
/** A fresh lie costs three halvings of the score: more than any slowness between two that tell the truth. */
const HALVINGS_PER_LIE = 3;
const REST_MS_MIN = 500;
const REST_MS_MAX = 30_000;
const LIMIT_MS_MIN = 1_000;
const LIMIT_MS_MAX = 600_000;
/** Without a word from the endpoint the rest after a rate limit doubles up to this. */
const UNTOLD_LIMIT_MS_MAX = 60_000;

export interface Rest {
  untilMs: number;
  /** What is told to whoever would have asked. */
  reason: Problem;
}

/** How one endpoint has done: what orders it among others, and whether it may be asked at this moment. */
export class EndpointHealth {
  readonly counts = new Map<AnswerClass, number>();
  /** Times that the head it gave was below the one before. */
  headBackwardsCount = 0;
  /** Times that it lacked a block at or below the head it had given. */
  lateCount = 0;
  #latency: { ms: number; atMs: number } | undefined;
  #failure = { share: 0, atMs: 0 };
  #lies = { weight: 0, atMs: 0 };
  #failuresInRow = 0;
  #limitsInRow = 0;
  #rest: Rest | undefined;

  count(answerClass: AnswerClass): void {
    this.counts.set(answerClass, (this.counts.get(answerClass) ?? 0) + 1);
  }

  succeed(nowMs: number, latencyMs: number): void {
    const known = this.latencyMs(nowMs);
    const ms = known === undefined ? latencyMs : known + LATENCY_WEIGHT * (latencyMs - known);
    this.#latency = { ms, atMs: nowMs };
    this.#observe(nowMs, 0);
    // An answer that was under way when the endpoint asked to be left alone does not shorten that.
    if (this.findRest(nowMs) !== undefined) return;
    this.#failuresInRow = 0;
    this.#limitsInRow = 0;
    this.#rest = undefined;
  }

  /** The first failure costs no time, since most are of the moment. */
  fail(nowMs: number, reason: Problem): void {
    this.#observe(nowMs, 1);
    const delayMs = this.#failuresInRow === 0 ? 0 : Math.min(REST_MS_MAX, REST_MS_MIN * 2 ** (this.#failuresInRow - 1));
    this.#failuresInRow += 1;
    this.#restUntil({ untilMs: nowMs + delayMs, reason });
  }

  /** @param retryAfterMs as the endpoint said it */
  refuseRate(nowMs: number, reason: Problem, retryAfterMs: number | undefined): void {
    const untoldMs = Math.min(UNTOLD_LIMIT_MS_MAX, LIMIT_MS_MIN * 2 ** this.#limitsInRow);
    const delayMs = Math.min(LIMIT_MS_MAX, Math.max(LIMIT_MS_MIN, retryAfterMs ?? untoldMs));
    this.#limitsInRow += 1;
    this.#restUntil({ untilMs: nowMs + delayMs, reason });
  }

  /** It was caught in a wrong answer. */
  distrust(nowMs: number): void {
    this.count("silent_wrong");
    this.#lies = { weight: this.#lieWeight(nowMs) + 1, atMs: nowMs };
  }

  /** Why it may not be asked now; undefined when it may. */
  findRest(nowMs: number): Rest | undefined {
    return this.#rest !== undefined && this.#rest.untilMs > nowMs ? this.#rest : undefined;
  }

  /** Why it rested, until it answers again. */
  get lastFailure(): Problem | undefined {
    return this.#rest?.reason;
  }

  /** Milliseconds of a request, smoothed; undefined when none was answered lately. */
  latencyMs(nowMs: number): number | undefined {
    return this.#latency !== undefined && nowMs - this.#latency.atMs <= LATENCY_AGE_MS_MAX
      ? this.#latency.ms
      : undefined;
  }

  /**
   * From 1 (as quick as the quickest, never failing) to 0.
   * @param bestLatencyMs of all endpoints; one without a measurement is taken to be as quick
   */
  score(nowMs: number, bestLatencyMs: number): number {
    const latencyMs = Math.max(bestLatencyMs, this.latencyMs(nowMs) ?? 0);
    const speed = (bestLatencyMs + LATENCY_FLOOR_MS) / (latencyMs + LATENCY_FLOOR_MS);
    const trust = 0.5 ** (HALVINGS_PER_LIE * this.#lieWeight(nowMs));
    return speed * (1 - this.#failureShare(nowMs)) ** 2 * trust;
  }

  #restUntil(rest: Rest): void {
    if (this.#rest === undefined || rest.untilMs >= this.#rest.untilMs) this.#rest = rest;
  }

  #observe(nowMs: number, outcome: 0 | 1): void {
    const share = this.#failureShare(nowMs);
    this.#failure = { share: share + FAILURE_WEIGHT * (outcome - share), atMs: nowMs };
  }

  #failureShare(nowMs: number): number {
    return this.#failure.share * 0.5 ** (Math.max(0, nowMs - this.#failure.atMs) / FAILURE_HALF_LIFE_MS);
  }

  #lieWeight(nowMs: number): number {
    return this.#lies.weight * 0.5 ** (Math.max(0, nowMs - this.#lies.atMs) / LIE_HALF_LIFE_MS);
  }
}
