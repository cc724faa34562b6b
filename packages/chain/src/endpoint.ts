import { Problem } from "@redflag/domain/problem";
import { ANSWER_RULES } from "./answer-class.ts";
import { classifyAnswer } from "./classify-answer.ts";
import type { Clock } from "./clock.ts";
import { EndpointHealth } from "./endpoint-health.ts";
import { classifyFailure, ExchangeProblem } from "./exchange-problem.ts";
import { formatRpcError } from "./json-rpc-batch.ts";
import type { RpcCall, RpcReply, RpcTransport } from "./json-rpc-transport.ts";
import { LogLimits } from "./log-limits.ts";
import { parseQuantity } from "./parse-hex.ts";
import { RequestRate } from "./request-rate.ts";
import { sendCalls } from "./rpc-result.ts";
import { sendInBatches } from "./send-in-batches.ts";

export interface EndpointOptions {
  /** Calls that the chain's nodes take in one request. */
  batchCallsMax?: number;
  /**
   * How long one request may wait and be sent again when it is refused as one too many; 0 where another endpoint can be
   * asked instead. What the operation was answered before is then not asked again.
   */
  limitWaitMsMax?: number;
}

/** A transport that remembers how it was answered; what it sends keeps to the rate that the endpoint bears. */
export class Endpoint implements RpcTransport {
  readonly name: string;
  readonly health = new EndpointHealth();
  readonly logLimits = new LogLimits();
  readonly rate: RequestRate;
  /** It has shown that it serves the chain, and has not failed since. */
  isAdmitted = false;
  /** Why it is never asked again. */
  barred: Problem | undefined;
  /** The last head it gave. */
  head: number | undefined;
  readonly #transport: RpcTransport;
  readonly #clock: Clock;
  readonly #batchCallsMax: number;
  readonly #limitWaitMsMax: number;

  constructor(transport: RpcTransport, clock: Clock, options: EndpointOptions = {}) {
    const { batchCallsMax = Number.POSITIVE_INFINITY, limitWaitMsMax = 0 } = options;
    this.name = transport.name;
    this.rate = new RequestRate(transport.requestsPerSecondMax);
    this.#transport = transport;
    this.#clock = clock;
    this.#limitWaitMsMax = limitWaitMsMax;
    this.#batchCallsMax = Math.min(batchCallsMax, transport.batchCallsMax ?? Number.POSITIVE_INFINITY);
  }

  send(calls: readonly RpcCall[], signal?: AbortSignal): Promise<readonly RpcReply[]> {
    return sendInBatches(calls, this.#batchCallsMax, (batch) => this.#exchange(batch, signal), signal);
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  async #exchange(calls: readonly RpcCall[], signal: AbortSignal | undefined): Promise<readonly RpcReply[]> {
    const latestMs = this.#clock.now() + this.#limitWaitMsMax;
    for (;;) {
      try {
        return await this.#exchangeOnce(calls, signal);
      } catch (error) {
        const rest = this.health.findRest(this.#clock.now());
        const isLimited = error instanceof Problem && error.code === "endpoint_busy" && rest !== undefined;
        if (!isLimited || rest.untilMs > latestMs) throw error;
        await this.#clock.sleep(rest.untilMs - this.#clock.now(), signal);
      }
    }
  }

  async #exchangeOnce(calls: readonly RpcCall[], signal: AbortSignal | undefined): Promise<readonly RpcReply[]> {
    const waitMs = this.rate.reserve(this.#clock.now());
    if (waitMs > 0) await this.#clock.sleep(waitMs, signal);
    const beginMs = this.#clock.now();
    let replies: readonly RpcReply[];
    try {
      replies = await sendCalls(this.#transport, calls, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof Problem) this.#noteFailure(calls, error);
      throw error;
    }
    this.#noteReplies(calls, replies, beginMs);
    return replies;
  }

  #noteFailure(calls: readonly RpcCall[], problem: Problem): void {
    const nowMs = this.#clock.now();
    const verdict = classifyFailure(problem, calls, this.head);
    this.health.count(verdict.class);
    const { action } = ANSWER_RULES[verdict.class];
    if (action === "rest") {
      this.#refuseRate(nowMs, problem, problem instanceof ExchangeProblem ? problem.retryAfterMs : undefined);
    } else if (action !== "narrow") {
      this.isAdmitted = false;
      this.health.fail(nowMs, problem);
    }
  }

  /** One call that fails among others that do not says nothing of the endpoint. */
  #noteReplies(calls: readonly RpcCall[], replies: readonly RpcReply[], beginMs: number): void {
    const nowMs = this.#clock.now();
    let badCount = 0;
    let limited: Problem | undefined;
    for (const [i, reply] of replies.entries()) {
      const call = calls[i] as RpcCall;
      if (!("error" in reply) && reply.result !== null && reply.result !== undefined) {
        this.#noteHead(call, reply.result);
        continue;
      }
      const verdict = classifyAnswer({ ...call, head: this.head }, reply);
      if (verdict.class === "silent_wrong") continue;
      this.health.count(verdict.class);
      if (verdict.class === "ahead_of_head") this.#noteLate(call);
      const { action } = ANSWER_RULES[verdict.class];
      if (action === "bench") badCount += 1;
      if (action === "rest") limited = this.#describe("endpoint_busy", call, reply);
    }
    if (limited !== undefined) this.#refuseRate(nowMs, limited, undefined);
    else if (badCount > 0 && badCount === replies.length) {
      this.health.fail(nowMs, this.#describe("endpoint_refused", calls[0] as RpcCall, replies[0] as RpcReply));
    } else this.health.succeed(nowMs, nowMs - beginMs);
  }

  #refuseRate(nowMs: number, reason: Problem, retryAfterMs: number | undefined): void {
    this.rate.slowDown(nowMs);
    this.health.refuseRate(nowMs, reason, retryAfterMs);
  }

  #describe(code: "endpoint_busy" | "endpoint_refused", { method }: RpcCall, reply: RpcReply): Problem {
    return new Problem(
      code,
      `${this.name}: ${method}: ${"error" in reply ? formatRpcError(reply.error) : "no result"}`,
    );
  }

  #noteHead({ method, params }: RpcCall, result: unknown): void {
    if (method !== "eth_getBlockByNumber" || params[0] !== "latest") return;
    const isBlock = typeof result === "object" && result !== null && "number" in result;
    const number = isBlock ? parseQuantity(result.number) : undefined;
    if (number === undefined) return;
    if (this.head !== undefined && number < this.head) this.health.headBackwardsCount += 1;
    this.head = number;
  }

  /** Behind one name may stand several nodes, not all of them at the head that one of them gave. */
  #noteLate({ method, params }: RpcCall): void {
    const number = method === "eth_getBlockByNumber" ? parseQuantity(params[0]) : undefined;
    if (number !== undefined && this.head !== undefined && number <= this.head) this.health.lateCount += 1;
  }
}
