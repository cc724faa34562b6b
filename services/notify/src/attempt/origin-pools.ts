import type { SecureContext } from "node:tls";
import { isNamedHost, outboundLookup } from "@redflag/runtime/outbound-address";
import type { WebhookPolicy } from "@redflag/runtime/webhook-url";
import { Pool } from "undici";
import { AttemptFault } from "./attempt-fault.ts";
import { createConnector } from "./dial.ts";
import { resolveByDns } from "./resolve-by-dns.ts";
import { Slots } from "./slots.ts";

/**
 * At one origin at a time, unless told [E]. Many exchanges may be behind one, as at a gateway for all: those of them that are
 * slow hold as many as whoever calls lets each have, so that this is far above that.
 */
const ATTEMPTS_PER_ORIGIN_MAX = 256;
/** With so many open, those that are through are closed and not kept: what is kept must never be what is lacking [E]. */
const CONNECTIONS_KEPT_MAX = 1024;
/** Node's own servers close after five seconds of silence: whoever closes first is not surprised. */
const IDLE_MS = 4000;
/** Before a receiver closes by its own word, for what is on its way. */
const IDLE_LESS_MS = 1000;
/** Whatever a receiver promises. */
const IDLE_MS_MAX = 30_000;
/** Then the name is asked again, and the certificate read again, however busy the connection is [E]. */
const AGE_MS_MAX = 300_000;
const HEADER_BYTES_MAX = 16_384;

export interface OriginPoolsOptions {
  policy: WebhookPolicy;
  secureContext: SecureContext;
  connectMs: number;
  attemptsPerOriginMax?: number | undefined;
}

interface Origin {
  pool: Pool;
  slots: Slots;
  socketCount: number;
}

/**
 * Connections by origin, kept for the next attempt there. Each was dialled to an address that was looked at for it, and goes
 * nowhere else for as long as it is kept, whatever its name is said to mean meanwhile. An origin that nobody
 * uses and to which nothing is open is forgotten, so that memory is bounded by what is under way.
 */
export class OriginPools {
  readonly #options: OriginPoolsOptions;
  readonly #origins = new Map<string, Origin>();
  #socketCount = 0;

  constructor(options: OriginPoolsOptions) {
    this.#options = options;
  }

  /**
   * Lets the work have the origin's pool when it is its turn, and tells it how much of the time is left and whether the connection
   * is to be closed afterwards.
   * @throws AttemptFault `connect_timeout` where its turn did not come; the signal's own reason
   */
  async use<T>(
    url: URL,
    { totalMs, signal }: { totalMs: number; signal: AbortSignal | undefined },
    work: (pool: Pool, turn: { leftMs: number; closes: boolean }) => Promise<T>,
  ): Promise<T> {
    const origin = this.#origins.get(url.origin) ?? this.#open(url);
    const began = performance.now();
    if (!(await origin.slots.take(totalMs, signal)))
      throw new AttemptFault("connect_timeout", `no connection to it was free within ${totalMs} ms`);
    try {
      const leftMs = Math.max(1, totalMs - (performance.now() - began));
      return await work(origin.pool, { leftMs, closes: this.#socketCount >= CONNECTIONS_KEPT_MAX });
    } finally {
      origin.slots.free();
      this.#forgetIfUnused(url.origin, origin);
    }
  }

  async close(): Promise<void> {
    const origins = [...this.#origins.values()];
    this.#origins.clear();
    await Promise.all(origins.map(({ pool }) => pool.close()));
  }

  #open(url: URL): Origin {
    const { policy, secureContext, connectMs, attemptsPerOriginMax = ATTEMPTS_PER_ORIGIN_MAX } = this.#options;
    // What was named may stand in a file of this machine alone.
    const resolve = policy.resolve ?? (isNamedHost(url, policy) ? undefined : resolveByDns);
    const lookup = outboundLookup(url, { privateHosts: policy.privateHosts, ...(resolve && { resolve }) });
    const connect = createConnector({
      lookup,
      secureContext,
      connectMs,
      onOpen: () => {
        origin.socketCount++;
        this.#socketCount++;
      },
      onClose: () => {
        origin.socketCount--;
        this.#socketCount--;
        this.#forgetIfUnused(url.origin, origin);
      },
    });
    const pool = new Pool(url.origin, {
      connect,
      connections: attemptsPerOriginMax,
      clientTtl: AGE_MS_MAX,
      keepAliveTimeout: IDLE_MS,
      keepAliveTimeoutThreshold: IDLE_LESS_MS,
      keepAliveMaxTimeout: IDLE_MS_MAX,
      maxHeaderSize: HEADER_BYTES_MAX,
      allowH2: false,
      // An attempt has limits of its own.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const origin: Origin = { pool, slots: new Slots(attemptsPerOriginMax), socketCount: 0 };
    this.#origins.set(url.origin, origin);
    return origin;
  }

  #forgetIfUnused(key: string, origin: Origin): void {
    if (origin.slots.isUsed || origin.socketCount > 0 || this.#origins.get(key) !== origin) return;
    this.#origins.delete(key);
    void origin.pool.close();
  }
}
