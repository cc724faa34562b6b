import { Problem } from "@redflag/domain/problem";
import type { Config } from "@redflag/runtime/config";
import { findInstallationKey, type InstallationKey, installationKeyPath } from "@redflag/runtime/installation-key";
import { nextKeyPath, previousKeyPath, settleNextKey, writeNextKey } from "@redflag/runtime/installation-key-change";
import { hashOnce } from "@redflag/runtime/own-address-hash";
import { openSecret, sealSecret } from "@redflag/runtime/sealed-secret";
import type { Database, Executor } from "@redflag/store/database";
import { getInstallationKeyId } from "@redflag/store/installation-key";
import { changeInstallationKey, hasOwnAddresses, lockInstallationKey } from "@redflag/store/installation-key-change";
import { auditedWrite } from "./audited-write.ts";

export interface RotatedInstallationKey {
  keyId: string;
  file: string;
  previousFile: string;
  secretCount: number;
  addressCount: number;
  /** Nothing was changed but files: an earlier call had committed and was then cut off. */
  isResumed: boolean;
}

/**
 * Changes the installation's key: the new one is written beside the old, everything that rests under the old one is put under
 * it in one transaction, and then the files change places. Whoever reads the key meanwhile asks the database which holds, and
 * finds it in one of the two. Cut off before the commit nothing has changed; after it, the next call puts the files right.
 * @throws Problem `installation_key_invalid`, `secret_unreadable`
 */
export async function rotateInstallationKey(db: Database, config: Config): Promise<RotatedInstallationKey> {
  const file = installationKeyPath(config);
  const done = await auditedWrite(db, new Date(), async (tx) => {
    await lockInstallationKey(tx);
    const current = await findInstallationKey(file);
    if (current === undefined) {
      throw new Problem(
        "installation_key_invalid",
        `${file} is not there: it is made when the API or notify first starts`,
      );
    }
    const inForce = await getInstallationKeyId(tx, current);
    if (!inForce.equals(current.id)) return { result: await resumed(file, inForce), deed: undefined };
    const { key, ...counts } = await change(tx, file, current);
    const keyId = key.id.toString("hex");
    const deed = {
      action: "secret.rotate",
      subject: "secret:installation-key",
      detail: { from: current.id.toString("hex"), to: keyId, ...counts },
    };
    return { result: { keyId, isResumed: false, ...counts }, deed };
  });
  await settleNextKey(file);
  return { ...done, file, previousFile: previousKeyPath(file) };
}

async function change(tx: Executor, file: string, current: InstallationKey) {
  const key = await writeNextKey(file, current, await hasOwnAddresses(tx));
  const counts = await changeInstallationKey(tx, {
    toId: key.id,
    reseal: (id, sealed) => sealSecret(key, id, openSecret(current, id, sealed)),
    rehash: (hash) => hashOnce(key, hash),
  });
  return { key, ...counts };
}

async function resumed(file: string, inForce: Buffer) {
  const next = await findInstallationKey(nextKeyPath(file));
  if (next === undefined || !next.id.equals(inForce)) {
    throw new Problem("installation_key_invalid", "what is in this database was sealed under another one");
  }
  return { keyId: next.id.toString("hex"), isResumed: true, secretCount: 0, addressCount: 0 };
}
