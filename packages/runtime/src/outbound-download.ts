import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Problem } from "@redflag/domain/problem";
import { Agent, type Dispatcher, request } from "undici";
import { assertOutboundUrl, type OutboundPolicy, outboundLookup } from "./outbound-address.ts";
import { parseRetryAfter } from "./retry-after.ts";

const REDIRECTS_MAX = 5;
const CONNECT_MS_MAX = 15_000;
/** Without a byte for this long, it is given up. */
const SILENCE_MS_MAX = 60_000;

/** Of these a server may say for how long; `retryAfterSecondsOf` the problem. */
const RETRIED_LATER: ReadonlySet<number> = new Set([429, 503]);
/** As every gzip file begins, and no list. */
const GZIP_BEGINS = Buffer.from([0x1f, 0x8b]);

/** What a server said of a body, to ask it later whether that has changed. */
export interface Validators {
  etag?: string;
  lastModified?: string;
}

export interface DownloadRequest {
  /** May hold a key: never log it. */
  url: string;
  /** Where the body goes; must not be there yet. Whoever asked removes it, whatever came of the download. */
  file: string;
  /** Of the body that is held already. */
  validators?: Validators | undefined;
  /** Of the body, as it is sent and each time that it is unpacked. */
  bytesMax: number;
  timeMsMax: number;
  policy: OutboundPolicy;
  signal: AbortSignal;
}

export type Download =
  | { kind: "unchanged" }
  | { kind: "body"; byteCount: number; sha256: Buffer; validators: Validators };

/**
 * Takes a body from a server that nobody here answers for into a file. Every step of a redirect is held to the policy; bytes,
 * time and silence are bounded, and a body that ends early is none. One that is a gzip file, as a published `.csv.gz` is, is
 * unpacked: what is stored and hashed is what was packed, since an archive made anew of the same is another one.
 * @throws Problem `outbound_forbidden` or `outbound_failed`, which name the host and never the URL; the signal's own reason
 */
export async function download(asked: DownloadRequest): Promise<Download> {
  const { signal, timeMsMax } = asked;
  const timeout = AbortSignal.timeout(timeMsMax);
  const either = AbortSignal.any([signal, timeout]);
  let url = parseUrl(asked.url, undefined);
  for (let redirects = 0; ; redirects++) {
    if (redirects > REDIRECTS_MAX) throw failed(url, `sends on more than ${REDIRECTS_MAX} times`);
    try {
      const answer = await follow(url, asked, either);
      if (!(answer instanceof URL)) return answer;
      url = answer;
    } catch (error) {
      signal.throwIfAborted();
      if (timeout.aborted) throw failed(url, `took longer than ${Math.round(timeMsMax / 1000)} s`);
      throw asProblem(url, error);
    }
  }
}

/** One answer: the body, or where it is said to be instead. */
async function follow(url: URL, asked: DownloadRequest, signal: AbortSignal): Promise<Download | URL> {
  const { policy, validators = {} } = asked;
  assertOutboundUrl(url, policy);
  const dispatcher = new Agent({
    connect: { timeout: CONNECT_MS_MAX, lookup: outboundLookup(url, policy) },
    headersTimeout: SILENCE_MS_MAX,
    bodyTimeout: SILENCE_MS_MAX,
  });
  try {
    const headers = {
      "accept-encoding": "gzip",
      "user-agent": "redflag",
      ...(validators.etag !== undefined && { "if-none-match": validators.etag }),
      ...(validators.lastModified !== undefined && { "if-modified-since": validators.lastModified }),
    };
    const { statusCode, headers: answered, body } = await request(url, { dispatcher, signal, headers });
    // Whatever is not read is cut off with the agent.
    body.on("error", () => undefined);
    if (statusCode === 304 && Object.keys(validators).length > 0) return { kind: "unchanged" };
    if ([301, 302, 303, 307, 308].includes(statusCode)) return redirected(url, one(answered.location));
    if (statusCode !== 200) {
      const after = RETRIED_LATER.has(statusCode) ? one(answered["retry-after"]) : undefined;
      throw failed(url, `answered with HTTP ${statusCode}`, after && parseRetryAfter(after, new Date()));
    }
    return await store(url, body, answered, asked, signal);
  } finally {
    await dispatcher.destroy();
  }
}

type Headers = Dispatcher.ResponseData["headers"];

async function store(
  url: URL,
  body: Readable,
  headers: Headers,
  { file, bytesMax }: DownloadRequest,
  signal: AbortSignal,
): Promise<Download> {
  const type = one(headers["content-type"]) ?? "";
  if (/^(?:text\/html|application\/xhtml\+xml)\b/i.test(type)) throw failed(url, "answered with a web page");
  if (Number(one(headers["content-length"]) ?? 0) > bytesMax) throw tooLong(url, bytesMax);
  const encoding = (one(headers["content-encoding"]) ?? "identity").toLowerCase();
  if (!["identity", "gzip", "x-gzip"].includes(encoding))
    throw failed(url, "packed the body in a way that was not asked for");

  let hash = createHash("sha256");
  let byteCount = 0;
  const bounded = async function* (chunks: AsyncIterable<Buffer>) {
    let count = 0;
    for await (const chunk of chunks) {
      count += chunk.length;
      if (count > bytesMax) throw tooLong(url, bytesMax);
      yield chunk;
    }
  };
  const counted = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of bounded(chunks)) {
      byteCount += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
  };
  const target = () => createWriteStream(file, { flags: "wx", mode: 0o600 });
  if (encoding === "identity") await pipeline(body, counted, target(), { signal });
  else await pipeline(body, bounded, createGunzip(), counted, target(), { signal });
  if (await beginsAsGzip(file)) {
    const packed = `${file}.gz`;
    await rename(file, packed);
    hash = createHash("sha256");
    byteCount = 0;
    await pipeline(createReadStream(packed), createGunzip(), counted, target(), { signal });
    await rm(packed);
  }
  const etag = one(headers.etag);
  const lastModified = one(headers["last-modified"]);
  const validators = { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
  return { kind: "body", byteCount, sha256: hash.digest(), validators };
}

async function beginsAsGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(GZIP_BEGINS.length), 0, GZIP_BEGINS.length, 0);
    return bytesRead === GZIP_BEGINS.length && buffer.equals(GZIP_BEGINS);
  } finally {
    await handle.close();
  }
}

function redirected(from: URL, location: string | undefined): URL {
  if (location === undefined) throw failed(from, "sends on to nowhere");
  const to = parseUrl(location, from);
  if (from.protocol === "https:" && to.protocol === "http:") throw failed(from, "sends on from https to http");
  return to;
}

function parseUrl(text: string, base: URL | undefined): URL {
  const url = URL.parse(text, base?.href);
  if (url !== null) return url;
  throw new Problem(
    "outbound_failed",
    base === undefined ? "it is no URL" : `${base.host}: sends on to what is no URL`,
  );
}

function one(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? header : header?.[0];
}

/** What the network, TLS, gzip and HTTP say is told by its code: their messages may quote the URL. A full disk is ours. */
function asProblem(url: URL, error: unknown): unknown {
  if (error instanceof Problem) return error;
  if (!(error instanceof Error)) return error;
  if (error.cause instanceof Problem) return error.cause;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (code === undefined) return error;
  return failed(url, WORDS[code] === undefined ? code : `${WORDS[code]} (${code})`);
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens there",
  ENOTFOUND: "there is no such host",
  ENOSPC: "there is no room left for the body",
  UND_ERR_BODY_TIMEOUT: "fell silent",
  UND_ERR_CONNECT_TIMEOUT: "cannot be reached in time",
  UND_ERR_HEADERS_TIMEOUT: "does not answer",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "sent a body of another length than it said",
  UND_ERR_SOCKET: "broke off",
  Z_BUF_ERROR: "sent half of a packed body",
  Z_DATA_ERROR: "sent a packed body that cannot be unpacked",
};

function tooLong(url: URL, bytesMax: number): Problem {
  return failed(url, `sends more than ${bytesMax} bytes`);
}

function failed(url: URL, what: string, cause?: unknown): Problem {
  return new Problem("outbound_failed", `${url.host}: ${what}`, { cause });
}
