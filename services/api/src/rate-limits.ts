import rateLimit, { type CreateRateLimitOptions } from "@fastify/rate-limit";
import { Problem } from "@redflag/domain/problem";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { CallRates } from "./api-settings.ts";
import { callerName } from "./caller.ts";

const WINDOW_MS = 60_000;
/** Callers and addresses that are counted at once; the one not seen for longest is forgotten first. */
const COUNTED_MAX = 20_000;

type Limit = ReturnType<FastifyInstance["createRateLimit"]>;

/** Counts calls in this process's memory, by minutes: with several processes a caller has as much of each. */
export class RateLimits {
  readonly #caller: Limit;
  readonly #anonymous: Limit;
  readonly #signInAddress: Limit;
  readonly #signInEmail: Limit;

  constructor(app: FastifyInstance, rates: CallRates) {
    const limit = (max: number, keyGenerator?: CreateRateLimitOptions["keyGenerator"]) =>
      app.createRateLimit({ max, timeWindow: WINDOW_MS, ...(keyGenerator !== undefined && { keyGenerator }) });
    this.#caller = limit(rates.callerPerMinute, ({ state }) => (state?.caller ? callerName(state.caller) : ""));
    // By address, an IPv6 network counting as one.
    this.#anonymous = limit(rates.anonymousPerMinute);
    this.#signInAddress = limit(rates.signInPerMinute);
    this.#signInEmail = limit(rates.signInPerMinute, ({ body }) => emailOf(body));
  }

  static async install(app: FastifyInstance): Promise<void> {
    await app.register(rateLimit, { global: false, cache: COUNTED_MAX });
  }

  /** @throws Problem `rate_limited` */
  countCaller(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return count(this.#caller, request, reply);
  }

  countAnonymous(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return count(this.#anonymous, request, reply);
  }

  /** Whether this address has used up what the unknown are allowed; counts nothing. */
  async isAnonymousExhausted(request: FastifyRequest): Promise<boolean> {
    const state = await this.#anonymous(request, { increment: false });
    return !state.isAllowed && state.remaining === 0;
  }

  async countSignIn(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await count(this.#signInAddress, request, reply);
    await count(this.#signInEmail, request, reply);
  }
}

async function count(limit: Limit, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const state = await limit(request);
  if (state.isAllowed) return;
  const resetS = Math.max(1, state.ttlInSeconds);
  reply.header("ratelimit-limit", state.max);
  reply.header("ratelimit-remaining", state.remaining);
  reply.header("ratelimit-reset", resetS);
  if (!state.isExceeded) return;
  reply.header("retry-after", resetS);
  throw new Problem("rate_limited", `no more than ${state.max} a minute are taken`);
}

/** Of a body that nobody has checked yet. */
function emailOf(body: unknown): string {
  const email = typeof body === "object" && body !== null && "email" in body ? body.email : undefined;
  return typeof email === "string" ? email.slice(0, 254).toLowerCase() : "";
}
