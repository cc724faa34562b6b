import type { Clock } from "@redflag/chain/clock";
import { decodeReplies } from "@redflag/chain/json-rpc-batch";
import type { RpcCall, RpcReply, RpcTransport } from "@redflag/chain/json-rpc-transport";
import { answerCall, createFakeNode } from "@redflag/chain/testing/fake-node";
import type { RawBlock } from "@redflag/chain/testing/real-block";
import type { VerifyPolicy } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import { answerAsProviders } from "./provider-answers.ts";
import { Random } from "./random.ts";
import { isForgotten, makeLie } from "./rpc-lies.ts";
import type { World } from "./world.ts";
import type { WorldBlock } from "./world-block.ts";

/**
 * What may be wrong with an endpoint: nothing, its view of the chain, what it says, whether it answers, or that it has lost
 * some logs for good, which headers and receipts do not show it to have lost.
 */
export type Persona = "honest" | "laggard" | "liar" | "flaky" | "forgetful";

export interface Endpoint {
  name: string;
  persona: Persona;
}

/** In any order, so many that tell the truth as the policy needs to come to rest. */
export function chooseEndpoints(random: Random, policy: VerifyPolicy): Endpoint[] {
  const personas = policy === "peers" ? choosePeers(random) : chooseProvers(random);
  return random.shuffle(personas).map((persona, i) => ({ name: `${persona}-${i}`, persona }));
}

/** At least one endpoint is honest at every moment. */
function chooseProvers(random: Random): Persona[] {
  const others = Array.from({ length: random.between(0, 3) }, () =>
    random.pick(["laggard", "liar", "liar", "forgetful", "flaky", "honest"] as const),
  );
  return ["honest", ...others];
}

/**
 * Two that tell the truth and one liar: two of those could lie alike. The truthful may be down at once, so that the
 * liar's word is at times the only one.
 */
function choosePeers(random: Random): Persona[] {
  const truthful = random.chance(75) ? "flaky" : "honest";
  const untrue = random.chance(60) ? "liar" : "forgetful";
  return random.chance(50) ? ["flaky", truthful, untrue] : ["flaky", truthful, untrue, "laggard"];
}

interface NetworkOptions {
  seed: string;
  chainId: number;
  world: World;
  endpoints: readonly Endpoint[];
  /** Waited for before each exchange. */
  beforeSend: (label: string) => Promise<void>;
  onFault: (kind: string) => void;
}

/**
 * The endpoints of the simulated chain. Whether one goes wrong is decided by what it is asked and how often it was asked
 * that before, never by what others were asked: a failing run stays the same when its steps are looked at one by one.
 */
export class Network {
  /** From now on views are up to date; endpoints still fail and lie in what they say. */
  calm = false;
  /** A liar may say that the chain is longer than it is; at first contact nobody could know better where to begin. */
  mayBoast = false;
  /** Passes with every exchange and every pause, and sometimes by an hour: what is remembered of an endpoint fades. */
  readonly clock: Clock = {
    now: () => this.#nowMs,
    sleep: async (delayMs) => {
      this.#nowMs += delayMs;
    },
  };
  #nowMs = 0;
  #exchangeCount = 0;
  readonly #options: NetworkOptions;
  readonly #asked = new Map<string, number>();
  readonly #rawBlocks = new WeakMap<readonly WorldBlock[], RawBlock[]>();

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  /** New transports to the same endpoints, as a restarted process opens them. */
  openTransports(): RpcTransport[] {
    return this.#options.endpoints.map((endpoint) => ({
      name: endpoint.name,
      send: async (calls) => {
        await this.#options.beforeSend(`${endpoint.name} ${calls.map(({ method }) => method)[0]} ${calls.length}`);
        this.#passTime();
        return this.#answer(endpoint, calls);
      },
      close: async () => {},
    }));
  }

  #passTime(): void {
    const random = new Random(`${this.#options.seed} time ${this.#exchangeCount++}`);
    this.#nowMs += random.chance(4) ? 3_600_000 : random.between(20, 400);
  }

  #answer({ name, persona }: Endpoint, calls: readonly RpcCall[]): readonly RpcReply[] {
    const request = `${name} ${JSON.stringify(calls)}`;
    const nonce = this.#asked.get(request) ?? 0;
    this.#asked.set(request, nonce + 1);
    const random = new Random(`${this.#options.seed} ${request} ${nonce}`);
    const node = createFakeNode(this.#rawView(this.#viewOf(persona, random)), this.#options.chainId);
    const orphaned = this.#rawView(this.#options.world.abandoned ?? []);
    const replies = calls.map((call) => {
      const reply = answerCall(node, call);
      if (persona === "forgetful") return this.#forget(call, reply);
      if (persona === "liar" && this.#mayBoastAbout(call) && random.chance(20)) {
        this.#options.onFault("head overstated");
        return overstate(reply, random.between(1, 30));
      }
      if (persona !== "liar" || !random.chance(liePercent(call, calls.length))) return reply;
      const lie = makeLie(random, call, reply, orphaned);
      if (lie !== undefined) this.#options.onFault(lie.kind);
      return lie?.reply ?? reply;
    });
    return persona === "flaky" && random.chance(40) ? this.#fail(name, random, calls, replies) : replies;
  }

  #forget({ method }: RpcCall, reply: RpcReply): RpcReply {
    if (method !== "eth_getLogs" || "error" in reply) return reply;
    const logs = reply.result as Array<Record<string, unknown>>;
    const kept = logs.filter((log) => !isForgotten(this.#options.seed, log));
    if (kept.length < logs.length) this.#options.onFault("log forgotten");
    return { result: kept };
  }

  #mayBoastAbout({ params }: RpcCall): boolean {
    return this.mayBoast && !this.calm && params[0] === "latest";
  }

  #viewOf(persona: Persona, random: Random): readonly WorldBlock[] {
    const { world, onFault } = this.#options;
    if (this.calm || (persona !== "laggard" && persona !== "liar")) return world.canonical;
    if (persona === "laggard") {
      const behind = random.between(0, 3);
      if (behind > 0) onFault("view behind");
      return world.moments.at(-1 - behind) ?? world.canonical;
    }
    if (!random.chance(15) || world.abandoned === undefined) return world.canonical;
    onFault("abandoned branch");
    return world.abandoned;
  }

  #fail(name: string, random: Random, calls: readonly RpcCall[], replies: readonly RpcReply[]): readonly RpcReply[] {
    const kind = random.weigh({ unreachable: 15, timeout: 10, status: 10, page: 10, cut: 10, refusal: 10, answer: 35 });
    this.#options.onFault(`endpoint: ${kind}`);
    switch (kind) {
      case "unreachable":
        throw new Problem("endpoint_unreachable", `${name}: connection refused`);
      case "timeout":
        throw new Problem("endpoint_unreachable", `${name}: no answer in time`);
      case "status":
        throw new Problem("endpoint_http_status", `${name}: 503`);
      case "page":
        return decodeReplies("<html>bad gateway</html>", calls.length, name);
      case "cut": {
        const text = JSON.stringify(replies.map((reply, i) => ({ jsonrpc: "2.0", id: i + 1, ...reply })));
        return decodeReplies(text.slice(0, text.length / 2), calls.length, name);
      }
      case "answer":
        return answerAsProviders(random, name, calls, replies);
      case "refusal":
        return calls.map(() => ({ error: { code: -32005, message: "query returned too many results" } }));
    }
  }

  #rawView(view: readonly WorldBlock[]): RawBlock[] {
    let raw = this.#rawBlocks.get(view);
    if (raw === undefined) {
      raw = view.map((block) => block.raw);
      this.#rawBlocks.set(view, raw);
    }
    return raw;
  }
}

/** In a long batch one falsified header gives all of it away: logs are falsified more often, so that some lies get through. */
function liePercent({ method }: RpcCall, callCount: number): number {
  if (method === "eth_getLogs") return 45;
  return callCount > 1 ? 2 : 20;
}

function overstate(reply: RpcReply, blocks: number): RpcReply {
  if ("error" in reply) return reply;
  const block = reply.result as Record<string, unknown>;
  return { result: { ...block, number: `0x${(Number(block.number) + blocks).toString(16)}` } };
}
