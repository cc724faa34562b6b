import assert from "node:assert";
import { createSecureContext, getCACertificates } from "node:tls";
import { Problem } from "@redflag/domain/problem";
import { parseRetryAfter } from "@redflag/runtime/retry-after";
import { assertWebhookUrl, type WebhookPolicy } from "@redflag/runtime/webhook-url";
import { AttemptFault } from "./attempt-fault.ts";
import { type Exchanged, exchange } from "./exchange.ts";
import { OriginPools } from "./origin-pools.ts";
import { responseHeaderOf, responseHeadersOf, responseHeadOf } from "./response-record.ts";
import { signatureHeaders } from "./sign.ts";

const CONNECT_MS = 5000;
const TOTAL_MS = 15_000;
/** Nobody is left alone for longer, whatever they ask for. */
const RETRY_AFTER_S_MAX = 86_400;

export interface WebhookRequest {
  /** May hold a key: never log it. */
  url: string;
  /** The same on every attempt: receivers know by it what they have had already. */
  eventId: string;
  /** Exactly what is signed and sent. */
  body: string;
  /** `whsec_…`: those that are live, one or two. */
  secrets: readonly string[];
  /** Of this attempt. */
  timestampS: number;
}

export type AttemptFailure =
  /** The URL itself may not be sent to; nothing was dialled. */
  | "url_refused"
  | "name_unresolved"
  /** One of the name's addresses is not of the internet. */
  | "address_refused"
  | "connect_failed"
  /** By the name, the address, TLS, or because all connections there were taken. */
  | "connect_timeout"
  | "tls_failed"
  /** The connection broke off before a status came. */
  | "reset"
  | "response_timeout"
  | "response_malformed"
  | "redirect"
  | "status";

export interface AttemptOutcome {
  /** `delivered` is any 2xx, `gone` is 410. */
  kind: "delivered" | "gone" | "failed";
  /** Of `failed`, always. */
  failure?: AttemptFailure;
  /** Once the headers were complete. */
  status?: number;
  /** How long the receiver asks to be left alone, a day at most; never of what was delivered. */
  retryAfterS?: number;
  /** In words for the delivery log; never a secret, nor the URL's path. */
  detail?: string;
  /** Until the status stood, or until it was given up. */
  latencyMs: number;
  /** As sent, or as they would have been. */
  requestHeaders: Record<string, string>;
  /** The first 1,024 characters of the body, made visible; not of a packed one. */
  responseHead?: string;
  /** At most 32, each of at most 256 characters. */
  responseHeaders?: Record<string, string>;
}

export interface WebhookClientOptions {
  policy: WebhookPolicy;
  /** Authorities, in PEM, besides those that everybody trusts: of a private installation, or of a test. */
  ca?: string;
  /** For the name, the connection and TLS; 5 s unless told. */
  connectMs?: number;
  /** For an attempt; 15 s unless told. */
  totalMs?: number;
  /** Under way at one origin at a time; 256 unless told. More wait, within their own time. */
  attemptsPerOriginMax?: number;
}

/**
 * Sends webhooks, each attempt by itself: what is tried again, and when, is for the caller. Connections are kept between
 * attempts at one origin; each was made to an address that was looked at for it.
 */
export class WebhookClient {
  readonly #policy: WebhookPolicy;
  readonly #totalMs: number;
  readonly #pools: OriginPools;
  readonly #underWay = new Set<Promise<AttemptOutcome>>();
  #isClosed = false;

  constructor(options: WebhookClientOptions) {
    const { policy, ca, connectMs = CONNECT_MS, totalMs = TOTAL_MS, attemptsPerOriginMax } = options;
    this.#policy = policy;
    this.#totalMs = totalMs;
    const trusted = ca === undefined ? {} : { ca: [...getCACertificates("default"), ca] };
    const secureContext = createSecureContext({ ...trusted, minVersion: "TLSv1.2" });
    this.#pools = new OriginPools({ policy, secureContext, connectMs, attemptsPerOriginMax });
  }

  /**
   * Whatever a receiver or the network does is an outcome.
   * @throws Problem `webhook_secret_invalid`; the signal's own reason, and then nothing is known of whether it arrived
   */
  async attempt(request: WebhookRequest, signal?: AbortSignal): Promise<AttemptOutcome> {
    assert(!this.#isClosed, "the client is closed");
    const attempt = this.#attempt(request, signal);
    this.#underWay.add(attempt);
    try {
      return await attempt;
    } finally {
      this.#underWay.delete(attempt);
    }
  }

  /** Waits for what is under way, which has its own limits. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#underWay);
    await this.#pools.close();
  }

  async #attempt(request: WebhookRequest, signal: AbortSignal | undefined): Promise<AttemptOutcome> {
    assert(request.secrets.length > 0, "nothing is sent unsigned");
    signal?.throwIfAborted();
    const requestHeaders: Record<string, string> = {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(request.body)),
      "user-agent": "redflag-webhook",
      accept: "*/*",
      "accept-encoding": "identity",
      ...signatureHeaders(request, request.secrets),
    };
    const beganMs = performance.now();
    try {
      const url = this.#checked(request.url);
      const path = url.pathname + url.search;
      const limits = { totalMs: this.#totalMs, signal };
      const exchanged = await this.#pools.use(url, limits, (pool, turn) =>
        exchange(pool, { path, headers: requestHeaders, body: request.body, ...limits, ...turn }),
      );
      return { ...outcomeOf(exchanged), latencyMs: Math.round(exchanged.answeredAtMs - beganMs), requestHeaders };
    } catch (error) {
      if (!(error instanceof AttemptFault)) throw error;
      const latencyMs = Math.round(performance.now() - beganMs);
      return { kind: "failed", failure: error.failure, detail: error.message, latencyMs, requestHeaders };
    }
  }

  #checked(text: string): URL {
    try {
      return assertWebhookUrl(text, this.#policy);
    } catch (error) {
      if (error instanceof Problem) throw new AttemptFault("url_refused", error.detail);
      throw error;
    }
  }
}

function outcomeOf(exchanged: Exchanged): Omit<AttemptOutcome, "latencyMs" | "requestHeaders"> {
  const { status, headers, bodyBegins, bodyFault } = exchanged;
  const packed = responseHeaderOf(headers, "content-encoding");
  const isPlain = packed === undefined || packed === "identity";
  const details = [
    ...(isRedirect(status) ? ["redirects are not followed"] : []),
    ...(isPlain ? [] : [`the body is packed (${packed}) and was not read`]),
    ...(bodyFault === undefined ? [] : [bodyFault]),
  ];
  const after = status < 300 ? undefined : responseHeaderOf(headers, "retry-after");
  const retryAfter = after === undefined ? undefined : parseRetryAfter(after, new Date());
  return {
    ...kindOf(status),
    status,
    ...(retryAfter !== undefined && { retryAfterS: Math.min(retryAfter.seconds, RETRY_AFTER_S_MAX) }),
    ...(details.length > 0 && { detail: details.join("; ") }),
    ...(isPlain && { responseHead: responseHeadOf(bodyBegins) }),
    responseHeaders: responseHeadersOf(headers),
  };
}

function kindOf(status: number): Pick<AttemptOutcome, "kind" | "failure"> {
  if (status < 300) return { kind: "delivered" };
  if (status === 410) return { kind: "gone" };
  return { kind: "failed", failure: isRedirect(status) ? "redirect" : "status" };
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}
