import { createHmac } from "node:crypto";
import { parseWebhookSecret } from "@redflag/runtime/webhook-secret";

export interface SignedParts {
  eventId: string;
  /** Exactly as it is sent. */
  body: string;
  timestampS: number;
}

/**
 * The headers of Standard Webhooks 1.0.0 (https://www.standardwebhooks.com). Each secret that is live signs: whoever changes
 * from one to the other verifies with either.
 * @throws Problem `webhook_secret_invalid`
 */
export function signatureHeaders({ eventId, body, timestampS }: SignedParts, secrets: readonly string[]) {
  const signed = `${eventId}.${timestampS}.${body}`;
  const signatures = secrets.map((secret) => {
    const key = parseWebhookSecret(secret);
    return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  });
  return {
    "webhook-id": eventId,
    "webhook-timestamp": String(timestampS),
    "webhook-signature": signatures.join(" "),
  };
}
