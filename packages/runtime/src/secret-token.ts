import { createHash, randomBytes } from "node:crypto";

/** 256 random bits as base64url. */
export function makeToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 of a secret that has 256 random bits: nothing slower is needed. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
