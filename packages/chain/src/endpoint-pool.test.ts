import { setImmediate } from "node:timers/promises";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { Problem } from "@redflag/domain/problem";
import { beforeEach, describe, expect, it } from "vitest";
import type { Disagreement } from "./disagreement.ts";
import type { Endpoint } from "./endpoint.ts";
import { createEndpointPool, type EndpointPool } from "./endpoint-pool.ts";
import { ExchangeProblem } from "./exchange-problem.ts";
import type { RpcCall, RpcReply, RpcTransport } from "./json-rpc-transport.ts";
import { ask } from "./rpc-result.ts";
import { createVirtualClock, type VirtualClock } from "./testing/virtual-clock.ts";

let clock: VirtualClock;
let disagreements: Disagreement[];
beforeEach(() => {
  clock = createVirtualClock();
  disagreements = [];
});

interface Scripted extends RpcTransport {
  sent: string[];
  chainId: number;
  latencyMs: number;
  /** What comes instead of an answer, for as long as it is set. */
  fault: Problem | undefined;
  reply: (call: RpcCall) => RpcReply;
}

function at(name: string, change: Partial<Scripted> = {}): Scripted {
  const transport: Scripted = {
    name,
    sent: [],
    chainId: 1,
    latencyMs: 100,
    fault: undefined,
    reply: () => ({ result: name }),
    async send(calls) {
      transport.sent.push(...calls.map(({ method }) => method));
      clock.pass(transport.latencyMs);
      if (transport.fault !== undefined) throw transport.fault;
      return calls.map((call) =>
        call.method === "eth_chainId" ? { result: `0x${transport.chainId.toString(16)}` } : transport.reply(call),
      );
    },
    close: async () => {},
    ...change,
  };
  return transport;
}

const open = (...transports: RpcTransport[]) =>
  createEndpointPool({ chain: ethereum, transports, clock, onDisagreement: (d) => disagreements.push(d) });
const echo = (endpoint: Endpoint) => ask(endpoint, { method: "echo", params: [] });
const askOnce = (pool: EndpointPool) => pool.first(echo);
const down = new Problem("endpoint_unreachable", "a: connection refused");
const tooOften = (retryAfterMs?: number) =>
  new ExchangeProblem("endpoint_busy", "a: HTTP 429", { httpStatus: 429 }, retryAfterMs);
const standing = (pool: EndpointPool, name: string) => pool.listStandings().find((each) => each.name === name);
const failure = (code: string) => expect.objectContaining({ code });

describe("an endpoint that fails", () => {
  it("is passed over at once, and not asked while it rests, longer each time in a row", async () => {
    const [a, b] = [at("a", { fault: down }), at("b")];
    const pool = open(a, b);
    const rests: number[] = [];
    for (let i = 0; i < 12; i++) {
      await expect(askOnce(open(a))).rejects.toEqual(failure("endpoint_unreachable"));
      expect(await askOnce(pool)).toBe("b");
    }
    a.sent.length = 0;
    const alone = open(a);
    for (let i = 0; i < 9; i++) {
      await expect(askOnce(alone)).rejects.toEqual(failure("endpoint_unreachable"));
      const until = standing(alone, "a")?.restsUntilMs;
      const restMs = until === undefined ? 0 : until - clock.now();
      rests.push(restMs);
      const askedCount = a.sent.length;
      await expect(askOnce(alone)).rejects.toEqual(failure("endpoint_unreachable"));
      if (restMs > 0) expect(a.sent).toHaveLength(askedCount);
      clock.pass(restMs);
    }
    expect(rests).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it("is re-admitted by one request for its chain id, while others are asked elsewhere", async () => {
    const a = at("a");
    const [b] = [at("b")];
    const pool = open(a, b);
    expect(await askOnce(pool)).toBe("a");
    a.fault = down;
    expect(await askOnce(pool)).toBe("b");
    a.fault = undefined;
    a.sent.length = 0;
    clock.pass(60_000);
    const gate = Promise.withResolvers<void>();
    const send = a.send;
    a.send = async (calls) => {
      await gate.promise;
      return send(calls);
    };
    const first = askOnce(pool);
    expect(await Promise.all([askOnce(pool), askOnce(pool)])).toEqual(["b", "b"]);
    gate.resolve();
    expect(await first).toBe("a");
    expect(a.sent).toEqual(["eth_chainId", "echo"]);
    expect(await askOnce(pool)).toBe("a");
    expect(a.sent).toEqual(["eth_chainId", "echo", "echo"]);
  });

  it("is barred for good when it comes back with another chain", async () => {
    const a = at("a");
    const pool = open(a, at("b"));
    await askOnce(pool);
    a.fault = down;
    await askOnce(pool);
    Object.assign(a, { fault: undefined, chainId: 56 });
    clock.pass(60_000);
    expect(await askOnce(pool)).toBe("b");
    a.chainId = 1;
    a.sent.length = 0;
    clock.pass(3_600_000);
    expect(await askOnce(pool)).toBe("b");
    expect(a.sent).toEqual([]);
    expect(standing(pool, "a")).toMatchObject({
      isBarred: true,
      score: 0,
      reason: expect.stringContaining("chain 56"),
    });
  });
});

describe("an endpoint that is asked too often", () => {
  it("is left alone as long as it says, within bounds, and asked more slowly afterwards", async () => {
    const a = at("a");
    const pool = open(a, at("b"));
    for (let i = 0; i < 9; i++) await askOnce(pool);
    expect(standing(pool, "a")?.requestsPerSecondMax).toBeUndefined();
    for (const [saidMs, restMs] of [
      [7_000, 7_000],
      [0, 1_000],
      [86_400_000, 600_000],
      [undefined, 8_000],
    ] as const) {
      a.fault = tooOften(saidMs);
      expect(await askOnce(pool)).toBe("b");
      expect((standing(pool, "a")?.restsUntilMs ?? 0) - clock.now()).toBeCloseTo(restMs - 100, -3);
      a.sent.length = 0;
      expect(await askOnce(pool)).toBe("b");
      expect(a.sent).toEqual([]);
      clock.pass(restMs);
    }
    a.fault = undefined;
    expect(await askOnce(pool)).toBe("a");
    expect(standing(pool, "a")).toMatchObject({ requestsPerSecondMax: expect.any(Number), counts: { rate_limit: 4 } });
    expect(await askOnce(pool)).toBe("b");
  });

  it("is waited for where all rest for that reason, and not for ever", async () => {
    const a = at("a", { fault: tooOften(5_000) });
    const b = at("b", { fault: tooOften(2_000) });
    const pool = open(a, b);
    const sleep = clock.sleep;
    clock.sleep = async (delayMs, signal) => {
      await sleep(delayMs, signal);
      b.fault = undefined;
    };
    expect(await askOnce(pool)).toBe("b");
    expect(clock.slept[0]).toBeCloseTo(2_000, -3);
    a.fault = tooOften(300_000);
    await expect(askOnce(open(a))).rejects.toEqual(failure("endpoint_busy"));
    const mixed = open(a, at("c", { fault: down }));
    clock.slept.length = 0;
    await expect(askOnce(mixed)).rejects.toThrow(/429.*connection refused/);
    expect(clock.slept).toEqual([]);
  });

  it("is not waited for once the work was aborted", async () => {
    const stop = new AbortController();
    const reason = new Error("stopped by the test");
    clock.sleep = async (_, signal) => {
      stop.abort(reason);
      signal?.throwIfAborted();
    };
    await expect(open(at("a", { fault: tooOften() })).first(echo, stop.signal)).rejects.toBe(reason);
  });

  it("is not woken by an answer that was under way", async () => {
    const a = at("a");
    const pool = open(a, at("b"));
    await askOnce(pool);
    const gate = Promise.withResolvers<void>();
    const send = a.send;
    a.send = async (calls) => {
      await gate.promise;
      return send(calls);
    };
    const late = askOnce(pool);
    await setImmediate();
    a.send = send;
    a.fault = tooOften(30_000);
    expect(await askOnce(pool)).toBe("b");
    a.fault = undefined;
    gate.resolve();
    expect(await late).toBe("a");
    expect(await askOnce(pool)).toBe("b");
  });

  it("is seen also where one call of a batch says so", async () => {
    const a = at("a", { reply: () => ({ error: { code: -32005, message: "rate limit exceeded" } }) });
    const pool = open(a, at("b"));
    expect(await askOnce(pool)).toBe("b");
    expect(standing(pool, "a")).toMatchObject({ restsUntilMs: expect.any(Number), counts: { rate_limit: 1 } });
  });

  it("is sent no more requests than the operator allows, and others take what is too much", async () => {
    const a = at("a", { requestsPerSecondMax: 1, batchCallsMax: 2, latencyMs: 0 });
    const begin = clock.now();
    const alone = open(a);
    const calls = Array(7).fill({ method: "echo", params: [] });
    await alone.first((endpoint) => endpoint.send(calls));
    expect(a.sent).toHaveLength(8);
    expect(clock.now() - begin).toBe(4_000);
    expect(standing(alone, "a")?.requestsPerSecondMax).toBe(1);
    expect(await askOnce(open(a, at("b")))).toBe("a");
    const both = open(a, at("b"));
    await askOnce(both);
    expect(await askOnce(both)).toBe("b");
  });
});

describe("the order of endpoints", () => {
  it("is the operator's while none is twice as good as another", async () => {
    const [a, b] = [at("a", { latencyMs: 400 }), at("b", { latencyMs: 120 })];
    const pool = open(a, b);
    for (let i = 0; i < 10; i++) expect(await askOnce(pool)).toBe("a");
    await pool.first(echo, undefined, pool.others("a"));
    expect(await askOnce(pool)).toBe("a");
    a.latencyMs = 4_000;
    for (let i = 0; i < 4; i++) await askOnce(pool);
    expect(await askOnce(pool)).toBe("b");
  });

  it("sends one that was caught lying to the end for an hour, not one that merely differs", async () => {
    const [a, b] = [at("a"), at("b")];
    const pool = open(a, b);
    await askOnce(pool);
    pool.report({ endpoint: "a", blockNumber: 7, kind: "peers_differ", detail: {} });
    expect(await askOnce(pool)).toBe("a");
    pool.report({ endpoint: "a", blockNumber: 7, kind: "logs_omitted", detail: {} });
    expect(await askOnce(pool)).toBe("b");
    expect(standing(pool, "a")).toMatchObject({ counts: { silent_wrong: 1 } });
    expect(standing(pool, "a")?.score).toBeLessThan(0.13);
    clock.pass(3 * 3_600_000);
    expect(await askOnce(pool)).toBe("a");
    pool.distrust("a");
    expect(await askOnce(pool)).toBe("b");
    expect(disagreements.map(({ kind }) => kind)).toEqual(["peers_differ", "logs_omitted"]);
  });
});

describe("what is known of an endpoint", () => {
  it("counts heads that go back, and blocks that it lacks although it has shown them", async () => {
    let head = 100;
    const block = (number: number) => ({ result: number > head ? null : { number: `0x${number.toString(16)}` } });
    const a = at("a", { reply: ({ params }) => block(params[0] === "latest" ? head : Number(params[0])) });
    const pool = open(a);
    const getBlock = (number: string) =>
      pool.first((endpoint) => ask(endpoint, { method: "eth_getBlockByNumber", params: [number, false] }));
    await getBlock("latest");
    await getBlock("0x64");
    await getBlock("0x65");
    expect(standing(pool, "a")).toMatchObject({ head: 100, headBackwardsCount: 0, lateCount: 0 });
    head = 98;
    await getBlock("0x63");
    expect(standing(pool, "a")).toMatchObject({ lateCount: 1, counts: { ahead_of_head: 2 } });
    await getBlock("latest");
    expect(standing(pool, "a")).toMatchObject({ head: 98, headBackwardsCount: 1 });
  });

  it("names score, latency and rest, and no secret", async () => {
    const a = at("a");
    const pool = open(a);
    expect(standing(pool, "a")).toMatchObject({ score: 1, latencyMs: undefined, restsUntilMs: undefined });
    await askOnce(pool);
    expect(standing(pool, "a")).toMatchObject({ score: 1, latencyMs: 100, counts: {}, reason: undefined });
    clock.pass(3_600_000);
    expect(standing(pool, "a")?.latencyMs).toBeUndefined();
  });
});

it("a long operation on the one endpoint there is goes on where it was refused as one request too many", async () => {
  let count = 0;
  const only = at("a");
  const answer = only.send;
  only.send = async (calls, signal) => {
    if (++count % 3 === 0) throw tooOften(2_000);
    return answer(calls, signal);
  };
  const replies = await open(only).first(async (endpoint) => {
    const all: unknown[] = [];
    for (let i = 0; i < 10; i++) all.push(await echo(endpoint));
    return all;
  });
  expect(replies).toHaveLength(10);
  // The chain id besides, each once: nothing that was answered is asked again.
  expect(only.sent).toHaveLength(11);
});

it("where another endpoint can be asked, nobody waits for one that was asked too often", async () => {
  const [a, b] = [at("a", { fault: tooOften(2_000) }), at("b")];
  expect(await askOnce(open(a, b))).toBe("b");
  expect(clock.slept).toEqual([]);
});
