import { randomBytes } from "node:crypto";
import { Problem } from "@redflag/domain/problem";

/** As Standard Webhooks 1.0.0 has it (https://www.standardwebhooks.com): so that receivers' libraries take it as it is. */
const START = "whsec_";
const BYTES_MIN = 24;
const BYTES_MAX = 64;
/** 256 bits: what HMAC-SHA256 makes full use of. */
const NEW_BYTES = 32;

/** A new one: shown to who subscribes, and kept where only what signs can read it. */
export function newWebhookSecret(): string {
  return START + randomBytes(NEW_BYTES).toString("base64");
}

/**
 * The key that a secret stands for.
 * @throws Problem `webhook_secret_invalid`, which says what is wrong and repeats nothing of it
 */
export function parseWebhookSecret(text: string): Buffer {
  if (!text.startsWith(START)) throw invalid(`it does not begin with ${START}`);
  const encoded = text.slice(START.length);
  const key = Buffer.from(encoded, "base64");
  // Node leaves out what is no base64; receivers' libraries do not, and would have another key.
  if (key.toString("base64") !== encoded) throw invalid(`what follows ${START} is not base64 with its padding`);
  if (key.length < BYTES_MIN) throw invalid(`it holds ${key.length} bytes, and ${BYTES_MIN} is the least`);
  if (key.length > BYTES_MAX) throw invalid(`it holds ${key.length} bytes, and ${BYTES_MAX} is the most`);
  return key;
}

function invalid(detail: string): Problem {
  return new Problem("webhook_secret_invalid", detail);
}
