import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import type { SignatureVerdict } from "@redflag/domain/audit-fold";
import { Problem } from "@redflag/domain/problem";

/** A public key in PEM, and what it is called where it is no key. */
export interface NamedKey {
  from: string;
  pem: string;
}

/**
 * What is asked of a signature by one of these keys.
 * @throws Problem `audit_key_invalid` for a text that is no such key
 */
export function signatureVerifier(
  keys: readonly NamedKey[],
): (keyId: string, text: string, signature: string) => SignatureVerdict {
  const byId = new Map<string, KeyObject>();
  for (const { from, pem } of keys) {
    const key = ed25519KeyOf(() => createPublicKey(pem), from);
    byId.set(keyIdOf(key), key);
  }
  return (keyId, text, signature) => {
    const key = byId.get(keyId);
    if (key === undefined) return "unknown_key";
    const bytes = Buffer.from(signature, "base64");
    // The decoder overlooks much: of all the texts for these bytes only one is a signature.
    if (bytes.toString("base64") !== signature) return "invalid";
    return verify(null, Buffer.from(text), key, bytes) ? "valid" : "invalid";
  };
}

/** SHA-256 of the public key (SPKI, DER), 64 hex digits. */
export function keyIdOf(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}

/**
 * The one text of a key.
 * @throws Problem `audit_key_invalid`
 */
export function publicPemOf({ from, pem }: NamedKey): string {
  return ed25519KeyOf(() => createPublicKey(pem), from)
    .export({ type: "spki", format: "pem" })
    .toString();
}

/** @throws Problem `audit_key_invalid` */
export function ed25519KeyOf(read: () => KeyObject, from: string): KeyObject {
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
