import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { AttemptFault } from "./attempt-fault.ts";
import { tlsWords } from "./tls-words.ts";

/** Of the body, which nobody acts on: what is more is cut off with the connection. */
const BODY_BYTES_MAX = 65_536;
/** As much as 1,024 characters can have. */
const BODY_BYTES_KEPT = 4096;
/** Interim answers (1xx) before the one that counts. */
const INTERIM_MAX = 8;

export interface ExchangeRequest {
  /** Path and query. */
  path: string;
  headers: Record<string, string>;
  body: string;
  /** Whether the connection is closed afterwards. */
  closes: boolean;
  /** What the whole attempt has, and what is left of it. */
  totalMs: number;
  leftMs: number;
  signal: AbortSignal | undefined;
}

export interface Exchanged {
  status: number;
  headers: IncomingHttpHeaders;
  /** The beginning of the body. */
  bodyBegins: Buffer;
  /** Why there is no more of the body, where that is not its end. */
  bodyFault?: string;
  /** When the status stood, by `performance.now()`. */
  answeredAtMs: number;
}

/**
 * One request and its answer. What is asked for is the status: once the headers are complete it counts, whatever becomes of the
 * body. Then the receiver has taken the event, and has said so.
 * @throws AttemptFault where no status came; the signal's own reason
 */
export function exchange(dispatcher: Dispatcher, request: ExchangeRequest): Promise<Exchanged> {
  const { path, headers, body, closes } = request;
  return new Promise((resolve, reject) => {
    // A signal says so once, and it may have been before anybody listened.
    request.signal?.throwIfAborted();
    const running = new Exchange(request, resolve, reject);
    dispatcher.dispatch({ path, method: "POST", headers, body, reset: closes }, running);
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #timer: NodeJS.Timeout;
  readonly #totalMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #resolve: (exchanged: Exchanged) => void;
  readonly #reject: (error: unknown) => void;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #answered: Pick<Exchanged, "status" | "headers" | "answeredAtMs"> | undefined;
  #interimCount = 0;
  #keptCount = 0;
  #byteCount = 0;
  #isSettled = false;

  constructor(
    { totalMs, leftMs, signal }: ExchangeRequest,
    resolve: (exchanged: Exchanged) => void,
    reject: (error: unknown) => void,
  ) {
    this.#totalMs = totalMs;
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#runOut(), leftMs);
    signal?.addEventListener("abort", this.#stop);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // The connection came too late: what has been given up is not sent after all.
    if (this.#isSettled) controller.abort(new Error("given up"));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status >= 200) this.#answered = { status, headers, answeredAtMs: performance.now() };
    else if (++this.#interimCount > INTERIM_MAX)
      this.#fail(new AttemptFault("response_malformed", `it sent more than ${INTERIM_MAX} interim answers (1xx)`));
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isSettled) return;
    this.#byteCount += chunk.length;
    if (this.#keptCount < BODY_BYTES_KEPT) {
      // A copy: what undici hands out is a view of a larger piece.
      const kept = Buffer.from(chunk.subarray(0, BODY_BYTES_KEPT - this.#keptCount));
      this.#chunks.push(kept);
      this.#keptCount += kept.length;
    }
    if (this.#byteCount > BODY_BYTES_MAX)
      this.#finish(`the body has more than ${BODY_BYTES_MAX} bytes and was cut off`);
  }

  onResponseEnd(): void {
    this.#finish();
  }

  onResponseError(_: unknown, error: Error): void {
    if (this.#isSettled) return;
    if (this.#answered !== undefined) this.#finish("the body broke off");
    else this.#fail(this.#controller === undefined ? error : faultOf(error));
  }

  #runOut(): void {
    const totalMs = this.#totalMs;
    if (this.#answered !== undefined) this.#finish(`the body did not end within ${totalMs} ms`);
    else if (this.#controller === undefined)
      this.#fail(new AttemptFault("connect_timeout", `no connection to it stood within ${totalMs} ms`));
    else
      this.#fail(new AttemptFault("response_timeout", `it took the request and did not answer within ${totalMs} ms`));
  }

  readonly #stop = () => this.#fail(this.#signal?.reason);

  #finish(bodyFault?: string): void {
    const answered = this.#answered;
    if (answered === undefined || !this.#settle()) return;
    const bodyBegins = Buffer.concat(this.#chunks);
    this.#resolve({ ...answered, bodyBegins, ...(bodyFault !== undefined && { bodyFault }) });
    if (bodyFault !== undefined) this.#controller?.abort(new Error(bodyFault));
  }

  #fail(error: unknown): void {
    if (!this.#settle()) return;
    this.#reject(error);
    this.#controller?.abort(error instanceof Error ? error : new Error("stopped"));
  }

  /** Whether it was not settled yet. */
  #settle(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener("abort", this.#stop);
    return true;
  }
}

/** What came of a request that was sent and has no status: by then it is the receiver's doing or the network's. */
function faultOf(error: Error): AttemptFault {
  if (error instanceof AttemptFault) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  if (code.startsWith("ERR_SSL_") || code === "EPROTO") return new AttemptFault("tls_failed", tlsWords(error));
  const words = code === "UND_ERR_SOCKET" ? NO_ANSWERS[error.message] : undefined;
  if (words === undefined && BROKEN_OFF.has(code))
    return new AttemptFault("reset", `the connection broke off before a status came (${code})`);
  // undici asserts what some answers do not keep to: a status of 099.
  return new AttemptFault("response_malformed", words ?? MALFORMED[code] ?? "what it answered is not HTTP/1.1", {
    cause: error,
  });
}

/** What undici says of an answer that is none; any other `UND_ERR_SOCKET` is a connection that ended. */
const NO_ANSWERS: Readonly<Record<string, string>> = {
  "bad response": "it answered with 100 Continue, which was not asked for",
  "bad upgrade": "it answered with another protocol, which was not asked for",
};

const MALFORMED: Readonly<Record<string, string>> = {
  UND_ERR_HEADERS_OVERFLOW: "its headers are longer than 16384 bytes",
};

const BROKEN_OFF: ReadonlySet<string> = new Set([
  ...["ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT"],
  ...["UND_ERR_SOCKET", "UND_ERR_INFO"],
]);
