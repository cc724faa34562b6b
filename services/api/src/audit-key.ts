import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type AuditCheckpoint, checkpointText } from "@redflag/domain/audit";
import type { BundleSigner } from "@redflag/reports/bundle/bundle-signature";
import { ed25519KeyOf, keyIdOf } from "@redflag/reports/public-key";
import type { Config } from "@redflag/runtime/config";
import { findKeyFile, openKeyFile } from "@redflag/runtime/key-file";

/** The key that checkpoints and bundles are signed with: each as a text of a beginning of its own. */
export interface AuditKey extends BundleSigner {
  sign(checkpoint: Omit<AuditCheckpoint, "keyId" | "signature">): AuditCheckpoint;
}

export function auditKeyPath({ dataDir, auditKeyFile }: Pick<Config, "dataDir" | "auditKeyFile">): string {
  return auditKeyFile ?? join(dataDir, "audit-signing-key.pem");
}

/**
 * The key in this file, which is made where there is none. Processes that start at once agree on one.
 * @throws Problem `audit_key_invalid`
 */
export async function openAuditKey(path: string): Promise<AuditKey> {
  return auditKeyOf(await openKeyFile(path, newPem, "audit_key_invalid"), path);
}

/**
 * The same, without making one.
 * @throws Problem `audit_key_invalid`
 */
export async function findAuditKey(path: string): Promise<AuditKey | undefined> {
  const pem = await findKeyFile(path, "audit_key_invalid");
  return pem === undefined ? undefined : auditKeyOf(pem, path);
}

/**
 * A new key beside the one in this file, which takes its place when it is told to keep it. One that was written and never kept
 * has signed nothing.
 * @throws Problem `audit_key_invalid`
 */
export async function replaceAuditKey(path: string): Promise<{ key: AuditKey; keep: () => Promise<void> }> {
  const next = `${path}.next`;
  await rm(next, { force: true });
  return { key: await openAuditKey(next), keep: () => rename(next, path) };
}

function newPem() {
  return generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
}

function auditKeyOf(pem: string, path: string): AuditKey {
  const secret = ed25519KeyOf(() => createPrivateKey(pem), path);
  const publicKey = createPublicKey(secret);
  const keyId = keyIdOf(publicKey);
  const signText = (text: string) => sign(null, Buffer.from(text), secret).toString("base64");
  return {
    id: keyId,
    publicPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    signText,
    sign: (checkpoint) => ({ ...checkpoint, keyId, signature: signText(checkpointText(checkpoint)) }),
  };
}
