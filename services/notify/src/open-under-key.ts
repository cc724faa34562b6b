import { Problem } from "@redflag/domain/problem";
import type { HeldInstallationKey } from "@redflag/runtime/held-installation-key";
import type { Database } from "@redflag/store/database";
import { getInstallationKeyId } from "@redflag/store/installation-key";

/**
 * A webhook's secret, also where the key was changed since this process read it.
 * @throws Problem `secret_unreadable`, `installation_key_invalid`
 */
export async function openUnderKey(
  { db, key }: { db: Database; key: HeldInstallationKey },
  subscriptionId: string,
  sealed: Buffer,
): Promise<string> {
  try {
    return key.openSecret(subscriptionId, sealed);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await key.of(await getInstallationKeyId(db.kysely, key.newest));
    return key.openSecret(subscriptionId, sealed);
  }
}
