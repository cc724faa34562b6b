import { ApiProblem } from "@redflag/contract/http/api-problem";
import { api } from "../api/client.ts";
import { auditParts, type PartLine } from "./audit-parts.ts";

/** As many at once: some megabytes. */
const PART_ROWS = 5_000;
const WAIT_S = 5;

/** The whole audit from the API, until it is told to stop. */
export function takeParts(signal: AbortSignal): AsyncGenerator<PartLine> {
  return auditParts((from) => fetchPart(from, signal), PART_ROWS);
}

async function fetchPart(from: number, signal: AbortSignal): Promise<string> {
  for (;;) {
    try {
      const { file } = await api.exportAudit({ query: { from, rows: PART_ROWS }, signal });
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file?.bytes);
    } catch (error) {
      // A long audit is more parts than a minute has calls.
      if (!(error instanceof ApiProblem && error.code === "rate_limited")) throw error;
      await new Promise((resolve) => setTimeout(resolve, (error.retryAfterS ?? WAIT_S) * 1_000));
      signal.throwIfAborted();
    }
  }
}
