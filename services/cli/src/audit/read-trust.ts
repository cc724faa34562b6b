import { existsSync } from "node:fs";
import { auditKeyPath, findAuditKey } from "@redflag/api/audit-key";
import type { AuditCheckpoint } from "@redflag/domain/audit";
import { signatureVerifier } from "@redflag/reports/public-key";
import type { Config } from "@redflag/runtime/config";
import { writeNote } from "../output.ts";
import { readPublicKey } from "../public-key-file.ts";
import { readCheckpointFile, type Trust } from "./verify-file.ts";

/** Files that were named. */
export interface AuditTrustOptions {
  key?: string[];
  checkpoints?: string[];
}

/** @param isOwn whether it is the database of this configuration, whose checkpoints go where it says */
export async function readTrust(
  config: Config,
  { key = [], checkpoints: given }: AuditTrustOptions,
  isOwn: boolean,
): Promise<Trust> {
  const place = config.auditCheckpoints;
  const files = given ?? (isOwn && place?.kind === "file" && existsSync(place.path) ? [place.path] : []);
  const pems = await Promise.all(key.map(async (from) => ({ from, pem: await readPublicKey(from) })));
  const path = auditKeyPath(config);
  const own = pems.length === 0 ? await findAuditKey(path) : undefined;
  if (own !== undefined) pems.push({ from: path, pem: own.publicPem });

  const checkpoints: AuditCheckpoint[] = [];
  for (const from of files) {
    const read = await readCheckpointFile(from);
    checkpoints.push(...read.checkpoints);
    if (read.badLines.length > 0) writeNote(`warning: ${from}: cannot be read: line ${read.badLines.join(", ")}`);
  }
  return { checkpoints, ...(pems.length > 0 && { verifySignature: signatureVerifier(pems) }) };
}
