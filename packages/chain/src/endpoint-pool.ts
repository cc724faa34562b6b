import assert from "node:assert";
import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import type { RpcTransport } from "./json-rpc-transport.ts";
import { parseQuantity } from "./parse-hex.ts";
import { ask } from "./rpc-result.ts";

/** The endpoints of one chain, in the operator's order; each proves its chain id before its first use. */
export interface EndpointPool {
  /**
   * Runs the operation on one endpoint after the other until one succeeds.
   * @throws Problem of the one endpoint there is, or one that names every endpoint and its reason; the signal's reason
   */
  first<T>(
    operation: (transport: RpcTransport) => Promise<T>,
    signal?: AbortSignal,
    among?: readonly RpcTransport[],
  ): Promise<T>;

  /** The same, with the answer of each endpoint that succeeds, for as long as more are wanted. Throws only without any. */
  answers<T>(operation: (transport: RpcTransport) => Promise<T>, signal?: AbortSignal): AsyncIterable<T>;

  /** The endpoints at other hosts than this one, in order: two keys at one host are one witness. */
  others(name: string): readonly RpcTransport[];

  /**
   * Resolves when the endpoint serves this chain. A wrong chain id is final: the endpoint is never asked again.
   * @throws Problem `endpoint_wrong_chain`, or whatever kept it from answering, which is tried again next time
   */
  admit(transport: RpcTransport, signal?: AbortSignal): Promise<void>;

  close(): Promise<void>;
}

export function createEndpointPool(chain: Chain, transports: readonly RpcTransport[]): EndpointPool {
  const admitted = new Set<RpcTransport>();
  const barred = new Map<RpcTransport, Problem>();

  async function admit(transport: RpcTransport, signal?: AbortSignal): Promise<void> {
    const reason = barred.get(transport);
    if (reason !== undefined) throw reason;
    if (admitted.has(transport)) return;
    const chainId = await getChainId(transport, signal);
    if (chainId === chain.id) {
      admitted.add(transport);
      return;
    }
    const fact = `${transport.name} serves chain ${chainId}, ${chain.name} is chain ${chain.id}`;
    const problem = new Problem("endpoint_wrong_chain", fact);
    barred.set(transport, problem);
    throw problem;
  }

  async function* answers<T>(
    operation: (transport: RpcTransport) => Promise<T>,
    signal?: AbortSignal,
    among = transports,
  ): AsyncGenerator<T> {
    if (transports.length === 0) throw new Problem("endpoint_missing", `no endpoint for ${chain.name}`);
    const failures: Problem[] = [];
    for (const transport of among) {
      signal?.throwIfAborted();
      let answer: T;
      try {
        await admit(transport, signal);
        answer = await operation(transport);
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof Problem) || error.retry === "fatal") throw error;
        failures.push(error);
        continue;
      }
      yield answer;
    }
    if (failures.length === among.length) throw summarize(failures);
  }

  return {
    admit,
    answers,
    others: (name) => transports.filter((other) => other.name !== name),
    async first(operation, signal, among) {
      for await (const answer of answers(operation, signal, among)) return answer;
      assert.fail("without an answer there is a failure");
    },
    async close() {
      await Promise.all(transports.map((transport) => transport.close()));
    },
  };
}

/** @throws Problem `endpoint_*` */
export async function getChainId(transport: RpcTransport, signal?: AbortSignal): Promise<number> {
  const chainId = parseQuantity(await ask(transport, { method: "eth_chainId", params: [] }, signal));
  if (chainId !== undefined) return chainId;
  throw new Problem("endpoint_malformed_answer", `${transport.name}: the chain id is not a quantity`);
}

/**
 * A refusal outranks the rest: the caller can meet it by asking for less, while the others only pass with time.
 * Otherwise the last one stands for all.
 */
function summarize(failures: readonly Problem[]): Problem {
  const last = failures.at(-1);
  assert(last !== undefined, "every endpoint either succeeds or fails");
  if (failures.length === 1) return last;
  const { code } = failures.find((failure) => failure.code === "endpoint_refused") ?? last;
  const reasons = failures.map((failure) => (failure.code === code ? failure.detail : failure.message));
  return new Problem(code, reasons.join("; "), { cause: failures });
}
