import type { SecureContext } from "node:tls";
import { isNamedHost, outboundLookup } from "@redflag/runtime/outbound-address";
import type { WebhookPolicy } from "@redflag/runtime/webhook-url";
import { Pool } from "undici";
import { createConnector } from "./dial.ts";
import { resolveByDns } from "./resolve-by-dns.ts";

/** At one origin at a time: more wait for one of them, so that nobody's endpoint is asked by all workers at once [E]. */
const CONNECTIONS_PER_ORIGIN_MAX = 32;
/** With so many open, those that are through are closed and not kept: what is kept must never be what is lacking [E]. */
const CONNECTIONS_KEPT_MAX = 512;
/** Node's own servers close after five seconds of silence: whoever closes first is not surprised. */
const IDLE_MS = 4000;
/** Whatever a receiver promises. */
const IDLE_MS_MAX = 30_000;
/** Then the name is asked again, and the certificate read again, however busy the connection is [E]. */
const AGE_MS_MAX = 300_000;
const HEADER_BYTES_MAX = 16_384;

export interface OriginPoolsOptions {
  policy: WebhookPolicy;
  secureContext: SecureContext;
  connectMs: number;
}

interface Origin {
  pool: Pool;
  attemptCount: number;
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

  /** Hands out the origin's pool, and whether the connection is to be closed afterwards. */
  async use<T>(url: URL, work: (pool: Pool, closes: boolean) => Promise<T>): Promise<T> {
    const origin = this.#origins.get(url.origin) ?? this.#open(url);
    origin.attemptCount++;
    try {
      return await work(origin.pool, this.#socketCount >= CONNECTIONS_KEPT_MAX);
    } finally {
      origin.attemptCount--;
      this.#forgetIfUnused(url.origin, origin);
    }
  }

  async close(): Promise<void> {
    const origins = [...this.#origins.values()];
    this.#origins.clear();
    await Promise.all(origins.map(({ pool }) => pool.close()));
  }

  #open(url: URL): Origin {
    const { policy, secureContext, connectMs } = this.#options;
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
      connections: CONNECTIONS_PER_ORIGIN_MAX,
      clientTtl: AGE_MS_MAX,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS_MAX,
      maxHeaderSize: HEADER_BYTES_MAX,
      allowH2: false,
      // An attempt has limits of its own.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const origin: Origin = { pool, attemptCount: 0, socketCount: 0 };
    this.#origins.set(url.origin, origin);
    return origin;
  }

  #forgetIfUnused(key: string, origin: Origin): void {
    if (origin.attemptCount > 0 || origin.socketCount > 0 || this.#origins.get(key) !== origin) return;
    this.#origins.delete(key);
    void origin.pool.close();
  }
}
