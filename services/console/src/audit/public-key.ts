import type { CheckSignature } from "./verify-lines.ts";

export interface PublicKey {
  /** SHA-256 of it (SPKI, DER), as checkpoints name it. */
  id: string;
  check: CheckSignature;
}

const PEM = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/;

/** The public key of Ed25519 in this text; undefined where there is none. */
export async function readPublicKey(pem: string): Promise<PublicKey | undefined> {
  const [, body] = PEM.exec(pem) ?? [];
  if (body === undefined) return undefined;
  try {
    const der = bytesOf(body.replace(/\s/g, ""));
    const key = await crypto.subtle.importKey("spki", der, "Ed25519", false, ["verify"]);
    const id = hexOf(await crypto.subtle.digest("SHA-256", der));
    return { id, check: (...signed) => check(key, id, ...signed) };
  } catch {
    return undefined;
  }
}

async function check(key: CryptoKey, id: string, ...[keyId, text, signature]: Parameters<CheckSignature>) {
  if (keyId !== id) return "unknown_key";
  const bytes = bytesOf(signature);
  return (await crypto.subtle.verify("Ed25519", key, bytes, new TextEncoder().encode(text))) ? "valid" : "invalid";
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function hexOf(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
