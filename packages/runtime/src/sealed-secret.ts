import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Problem } from "@redflag/domain/problem";
import type { InstallationKey } from "./installation-key.ts";

/*
 * What the database keeps of a webhook's secret: form (1), nonce, AES-256-GCM's ciphertext and tag. Whose it is goes in as
 * additional data, so that nobody who may write rows can move one subscription's secret to another and have it sign there.
 */
const FORM = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function sealSecret({ webhookSecret }: InstallationKey, subscriptionId: string, secret: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", webhookSecret, nonce);
  cipher.setAAD(Buffer.from(subscriptionId));
  return Buffer.concat([
    Buffer.from([FORM]),
    nonce,
    cipher.update(secret, "utf8"),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

/** @throws Problem `secret_unreadable` under another key, for another subscription, or where a bit has changed */
export function openSecret({ webhookSecret }: InstallationKey, subscriptionId: string, sealed: Buffer): string {
  const text = sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES);
  try {
    if (sealed[0] !== FORM) throw new RangeError("a form that this program does not know");
    const decipher = createDecipheriv("aes-256-gcm", webhookSecret, sealed.subarray(1, 1 + NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(subscriptionId));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new Problem("secret_unreadable", `that of subscription ${subscriptionId}`, { cause });
  }
}
