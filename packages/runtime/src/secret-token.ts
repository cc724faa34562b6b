import { createHash, randomBytes } from "node:crypto";

export function hashToken(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

export function newApiKeySecret(kind: "live" | "test"): { secret: string; prefix: string; hash: Buffer } {
  const secret = `rf_${kind}_${randomBytes(32).toString("base64url")}`;
  return { secret, prefix: secret.slice(0, 12), hash: hashToken(secret) };
}

export function newSessionToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashToken(token) };
}
