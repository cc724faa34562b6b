import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { join } from "node:path";
import { type AuditCheckpoint, checkpointText } from "@redflag/domain/audit";
import type { SignatureVerdict } from "@redflag/domain/audit-fold";
import { Problem } from "@redflag/domain/problem";
import type { Config } from "@redflag/runtime/config";
import { findKeyFile, openKeyFile } from "@redflag/runtime/key-file";

/** The key that checkpoints are signed with. */
export interface AuditKey {
  /** SHA-256 of the public key (SPKI, DER), 64 hex digits. */
  id: string;
  /** SPKI, for whoever verifies. */
  publicPem: string;
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

function newPem() {
  return generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
}

function auditKeyOf(pem: string, path: string): AuditKey {
  const secret = parse(() => createPrivateKey(pem), path);
  const publicKey = createPublicKey(secret);
  const keyId = keyIdOf(publicKey);
  return {
    id: keyId,
    publicPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    sign(checkpoint) {
      const signature = sign(null, Buffer.from(checkpointText(checkpoint)), secret).toString("base64");
      return { ...checkpoint, keyId, signature };
    },
  };
}

/**
 * What `AuditFold` asks about signatures, for these public keys.
 * @throws Problem `audit_key_invalid` for a text that is no such key
 */
export function signatureVerifier(
  publicPems: ReadonlyArray<{ from: string; pem: string }>,
): (keyId: string, text: string, signature: string) => SignatureVerdict {
  const keys = new Map<string, KeyObject>();
  for (const { from, pem } of publicPems) {
    const key = parse(() => createPublicKey(pem), from);
    keys.set(keyIdOf(key), key);
  }
  return (keyId, text, signature) => {
    const key = keys.get(keyId);
    if (key === undefined) return "unknown_key";
    const bytes = Buffer.from(signature, "base64");
    // The decoder overlooks much: of all the texts for these bytes only one is a signature.
    if (bytes.toString("base64") !== signature) return "invalid";
    return verify(null, Buffer.from(text), key, bytes) ? "valid" : "invalid";
  };
}

function keyIdOf(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}

function parse(read: () => KeyObject, from: string): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch {
    // What the library says of it may quote it.
    throw new Problem("audit_key_invalid", `${from} holds no key in PEM`);
  }
  if (key.asymmetricKeyType === "ed25519") return key;
  throw new Problem("audit_key_invalid", `${from} holds a key of the kind ${key.asymmetricKeyType}, not of Ed25519`);
}
