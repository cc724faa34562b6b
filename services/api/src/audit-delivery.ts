import { open } from "node:fs/promises";
import type { CheckpointLine } from "@redflag/contract/audit-line";
import type { AuditCheckpoint } from "@redflag/domain/audit";
import { canonicalText } from "@redflag/domain/content-hash";
import { Problem } from "@redflag/domain/problem";
import type { AuditCheckpointsPlace } from "@redflag/runtime/variable-schemas";
import { Agent, request } from "undici";

const REQUEST_MS = 10_000;
const ANSWER_BYTES_MAX = 64 * 1024;

/**
 * Takes one checkpoint off the host: a line more in the file, on disk when this returns, or a POST that was answered with
 * 2xx. Once more is harmless: it says the same.
 * @throws Problem `audit_undelivered`, which names the host alone of a URL
 */
export async function deliverCheckpoint(place: AuditCheckpointsPlace, checkpoint: AuditCheckpoint): Promise<void> {
  const line = checkpointLine(checkpoint);
  if (place.kind === "file") await appendLine(place.path, line);
  else await postLine(new URL(place.url), line);
}

/** Key by key: what else the caller knows of it does not leave. */
export function checkpointLine({ database, seq, hash, at, keyId, signature }: AuditCheckpoint): string {
  return canonicalText({ kind: "checkpoint", database, seq, hash, at, keyId, signature } satisfies CheckpointLine);
}

async function appendLine(path: string, line: string): Promise<void> {
  try {
    const file = await open(path, "a", 0o644);
    try {
      // Begins one anew: where an earlier write was cut short, this one is still a line of its own.
      await file.appendFile(`\n${line}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new Problem("audit_undelivered", `${path}: ${error instanceof Error ? error.message : error}`);
  }
}

async function postLine(url: URL, line: string): Promise<void> {
  const agent = new Agent({
    headersTimeout: REQUEST_MS,
    bodyTimeout: REQUEST_MS,
    maxResponseSize: ANSWER_BYTES_MAX,
    connect: { timeout: REQUEST_MS },
  });
  try {
    const { statusCode, body } = await request(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: line,
      dispatcher: agent,
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    await body.dump();
    if (statusCode < 200 || statusCode > 299) {
      throw new Problem("audit_undelivered", `${url.host} answered with HTTP ${statusCode}`);
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    // Its message may quote the URL.
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new Problem("audit_undelivered", `${url.host}: ${code ?? (error instanceof Error ? error.name : "failed")}`);
  } finally {
    await agent.destroy();
  }
}
