import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Problem } from "@redflag/domain/problem";

const SAFE_METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS"];

export interface CsrfRequest {
  method: string;
  headers: IncomingHttpHeaders;
  /** Of this API, as the browser knows it. */
  origin: string;
}

/**
 * Refuses what a page of another origin makes a browser send. Browsers say where a request comes from; other programs do
 * not, and hold no cookie.
 * @throws Problem `csrf_refused`
 */
export function refuseForeignOrigin({ method, headers, origin }: CsrfRequest): void {
  if (SAFE_METHODS.includes(method)) return;
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    throw new Problem("csrf_refused", "the browser says that another site sent it");
  }
  if (headers.origin !== undefined && headers.origin !== origin) {
    throw new Problem("csrf_refused", "its Origin is not that of this API");
  }
}

/** @throws Problem `csrf_refused` unless the header holds the session's own token */
export function checkCsrfToken({ method, headers }: CsrfRequest, expected: string): void {
  if (SAFE_METHODS.includes(method)) return;
  const given = Buffer.from(String(headers["x-csrf-token"] ?? ""));
  const wanted = Buffer.from(expected);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new Problem("csrf_refused", "X-CSRF-Token is not the session's");
  }
}
