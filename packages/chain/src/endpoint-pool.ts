import assert from "node:assert";
import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import { realClock } from "./clock.ts";
import type { OnDisagreement } from "./disagreement.ts";
import { Endpoint } from "./endpoint.ts";
import { orderEndpoints } from "./endpoint-order.ts";
import { type EndpointStanding, listStandings } from "./endpoint-standing.ts";
import type { RpcTransport } from "./json-rpc-transport.ts";
import { parseQuantity } from "./parse-hex.ts";
import { ask } from "./rpc-result.ts";
import type { SourceOptions } from "./source-options.ts";

/** The endpoints of one chain, best first and otherwise as the operator ordered them; each proves its chain id first. */
export interface EndpointPool {
  /**
   * Runs the operation on one endpoint after the other until one succeeds. One that rests is not asked; when all rest
   * because they were asked too often, this waits.
   * @throws Problem of the one endpoint there is, or one that names every endpoint and its reason; the signal's reason
   */
  first<T>(
    operation: (endpoint: Endpoint) => Promise<T>,
    signal?: AbortSignal,
    among?: readonly Endpoint[],
  ): Promise<T>;

  /** The same, with the answer of each endpoint that succeeds, for as long as more are wanted. Throws only without any. */
  answers<T>(operation: (endpoint: Endpoint) => Promise<T>, signal?: AbortSignal): AsyncIterable<T>;

  /** The endpoints at other hosts than this one, best first: two keys at one host are one witness. */
  others(name: string): readonly Endpoint[];

  /**
   * Resolves when the endpoint serves this chain. A wrong chain id is final: the endpoint is never asked again.
   * @throws Problem `endpoint_wrong_chain`, or whatever keeps it from answering, which is tried again once it has rested
   */
  admit(endpoint: Endpoint, signal?: AbortSignal): Promise<void>;

  /** The endpoints of this name were caught in a wrong answer: they lose most of their standing. */
  distrust(name: string): void;

  /** Passes a disagreement on, and distrusts whoever it shows to be wrong. */
  readonly report: OnDisagreement;

  /** How each endpoint has done, in the operator's order. */
  listStandings(): readonly EndpointStanding[];

  close(): Promise<void>;
}

interface PoolOptions extends Pick<SourceOptions, "transports" | "onDisagreement" | "clock"> {
  chain: Chain;
  /** Calls that the chain's nodes take in one request. */
  batchCallsMax?: number;
}

/** What all endpoints together may be waited for, in one operation. */
const LIMIT_WAIT_MS_MAX = 60_000;
/** Until another's one request has shown whether a rested endpoint is well again. */
const PROBATION_MS = 250;

export function createEndpointPool(options: PoolOptions): EndpointPool {
  const { chain, clock = realClock, onDisagreement = () => {}, batchCallsMax } = options;
  const limitWaitMsMax = options.transports.length === 1 ? LIMIT_WAIT_MS_MAX : 0;
  const own = { limitWaitMsMax, ...(batchCallsMax !== undefined && { batchCallsMax }) };
  const endpoints = options.transports.map((transport) => new Endpoint(transport, clock, own));
  /** Rested endpoints that one request is trying at this moment. */
  const tried = new Set<Endpoint>();

  async function admit(endpoint: Endpoint, signal?: AbortSignal): Promise<void> {
    const reason = endpoint.barred ?? endpoint.health.findRest(clock.now())?.reason;
    if (reason !== undefined) throw reason;
    if (endpoint.isAdmitted) return;
    const chainId = await getChainId(endpoint, signal);
    if (chainId === chain.id) {
      endpoint.isAdmitted = true;
      return;
    }
    const fact = `${endpoint.name} serves chain ${chainId}, ${chain.name} is chain ${chain.id}`;
    endpoint.barred = new Problem("endpoint_wrong_chain", fact);
    throw endpoint.barred;
  }

  function distrust(name: string): void {
    for (const endpoint of endpoints) if (endpoint.name === name) endpoint.health.distrust(clock.now());
  }

  /** Until when the endpoint is not to be asked. */
  function findPause(endpoint: Endpoint): { untilMs: number; reason: Problem } | undefined {
    const nowMs = clock.now();
    const rest = endpoint.health.findRest(nowMs);
    if (rest !== undefined) return rest;
    const reason = endpoint.health.lastFailure;
    return tried.has(endpoint) && reason !== undefined ? { untilMs: nowMs + PROBATION_MS, reason } : undefined;
  }

  async function run<T>(
    endpoint: Endpoint,
    operation: (endpoint: Endpoint) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<{ answer: T } | { problem: Problem }> {
    const isTrial = endpoint.health.lastFailure !== undefined;
    if (isTrial) tried.add(endpoint);
    try {
      await admit(endpoint, signal);
      return { answer: await operation(endpoint) };
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Problem) || error.retry === "fatal") throw error;
      return { problem: error };
    } finally {
      if (isTrial) tried.delete(endpoint);
    }
  }

  async function* answers<T>(
    operation: (endpoint: Endpoint) => Promise<T>,
    signal?: AbortSignal,
    among: readonly Endpoint[] = endpoints,
  ): AsyncGenerator<T> {
    if (endpoints.length === 0) throw new Problem("endpoint_missing", `no endpoint for ${chain.name}`);
    const latestMs = clock.now() + LIMIT_WAIT_MS_MAX;
    for (;;) {
      let answerCount = 0;
      const failures: Problem[] = [];
      for (const endpoint of orderEndpoints(among, clock.now())) {
        signal?.throwIfAborted();
        const pause = findPause(endpoint);
        const outcome = pause === undefined ? await run(endpoint, operation, signal) : { problem: pause.reason };
        if ("problem" in outcome) {
          failures.push(outcome.problem);
          continue;
        }
        answerCount += 1;
        yield outcome.answer;
      }
      if (answerCount > 0) return;
      const asked = failures.filter(({ code }) => code !== "endpoint_wrong_chain");
      const wakeMs = Math.min(...among.map((endpoint) => findPause(endpoint)?.untilMs ?? Number.POSITIVE_INFINITY));
      const isLimited = asked.length > 0 && asked.every(({ code }) => code === "endpoint_busy");
      if (!isLimited || wakeMs > latestMs) throw summarize(failures);
      await clock.sleep(Math.max(0, wakeMs - clock.now()), signal);
    }
  }

  return {
    admit,
    answers,
    distrust,
    others(name) {
      return orderEndpoints(
        endpoints.filter((other) => other.name !== name),
        clock.now(),
      );
    },
    async first(operation, signal, among) {
      for await (const answer of answers(operation, signal, among)) return answer;
      assert.fail("without an answer there is a failure");
    },
    report(disagreement) {
      // Two that differ do not show which of them is wrong.
      if (disagreement.kind !== "peers_differ") distrust(disagreement.endpoint);
      onDisagreement(disagreement);
    },
    listStandings: () => listStandings(endpoints, clock.now()),
    async close() {
      await Promise.all(endpoints.map((endpoint) => endpoint.close()));
    },
  };
}

/** @throws Problem `endpoint_*` */
export async function getChainId(transport: RpcTransport, signal?: AbortSignal): Promise<number> {
  const chainId = parseQuantity(await ask(transport, { method: "eth_chainId", params: [] }, signal));
  if (chainId !== undefined) return chainId;
  throw new Problem("endpoint_malformed_answer", `${transport.name}: the chain id is not a quantity`);
}

/** What an endpoint says of the chain outranks why another said nothing; of several the last stands for all. */
function summarize(failures: readonly Problem[]): Problem {
  const last = failures.findLast(({ code }) => !code.startsWith("endpoint_")) ?? failures.at(-1);
  assert(last !== undefined, "every endpoint either succeeds or fails");
  if (failures.length === 1) return last;
  const reasons = failures.map(({ code, detail, message }) => (code === last.code ? detail : message));
  return new Problem(last.code, reasons.join("; "), { cause: failures });
}
