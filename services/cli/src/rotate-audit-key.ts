import { makeCheckpoint } from "@redflag/api/audit-checkpoints";
import { auditKeyPath, findAuditKey, replaceAuditKey } from "@redflag/api/audit-key";
import { Problem } from "@redflag/domain/problem";
import type { Config } from "@redflag/runtime/config";
import type { Database } from "@redflag/store/database";
import { auditedWrite } from "./audited-write.ts";

export interface RotatedAuditKey {
  keyId: string;
  publicKey: string;
  previousKeyId: string;
  file: string;
}

/**
 * A new key to sign the audit with. A row says which it is and the old key signs for that row, so that whoever trusts the old
 * one can tell that the new one came from its holder. The old one is gone afterwards.
 * @throws Problem `audit_key_invalid`
 */
export async function rotateAuditKey(db: Database, config: Config): Promise<RotatedAuditKey> {
  const file = auditKeyPath(config);
  const old = await findAuditKey(file);
  if (old === undefined)
    throw new Problem("audit_key_invalid", `${file} is not there: it is made when the API first starts`);
  const { key, keep } = await replaceAuditKey(file);
  await auditedWrite(db, new Date(), async () => ({
    result: undefined,
    deed: { action: "secret.rotate", subject: "secret:audit-key", detail: { from: old.id, to: key.id } },
  }));
  await makeCheckpoint({ db, key: old });
  await keep();
  return { keyId: key.id, publicKey: key.publicPem, previousKeyId: old.id, file };
}
