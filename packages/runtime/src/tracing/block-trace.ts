import { createHash } from "node:crypto";

/** The two ids by which OpenTelemetry names a span, in hexadecimal. */
export interface SpanIds {
  traceId: string;
  spanId: string;
}

/**
 * The trace of a block's height, and its root: whoever knows chain and height knows them, without a call or a row that says so.
 * Rows join the services, and rows name both.
 * @param chain in CAIP-2
 */
export function blockTrace(chain: string, block: number): SpanIds {
  const hex = createHash("sha256").update(`redflag/trace/${chain}/${block}`).digest("hex");
  return { traceId: hex.slice(0, 32), spanId: hex.slice(32, 48) };
}
