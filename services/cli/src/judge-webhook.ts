import type { IncomingHttpHeaders } from "node:http";
import { Webhook, WebhookVerificationError } from "standardwebhooks";

/** As Standard Webhooks recommends, and as its libraries hold to. */
const TOLERANCE_S = 300;

const NAMES = ["id", "timestamp", "signature"] as const;
const V1 = /^v1,[A-Za-z0-9+/]{43}=$/;

export type WebhookVerdict = { id: string; signedAt: Date } | { refused: string };

/**
 * Whether one of these secrets has signed this body within the tolerance; if not, what can be told of why.
 * @param body as it came: what is parsed and written again has another signature
 */
export function judgeWebhook(
  headers: IncomingHttpHeaders,
  body: string,
  secrets: readonly string[],
  now: Date,
): WebhookVerdict {
  const signed = signedHeaders(headers);
  const missing = Object.keys(signed).filter((name) => signed[name] === "");
  if (missing.length > 0) return { refused: `it has no ${missing.join(", no ")}` };
  const { "webhook-id": id = "", "webhook-timestamp": timestamp = "", "webhook-signature": signature = "" } = signed;
  if (!/^\d{1,12}$/.test(timestamp)) return { refused: "webhook-timestamp is not whole seconds since 1970" };
  const signedAt = new Date(Number(timestamp) * 1_000);
  const ageS = Math.floor((now.getTime() - signedAt.getTime()) / 1_000);
  if (Math.abs(ageS) > TOLERANCE_S) return { refused: ageText(signedAt, ageS) };
  if (!signature.split(" ").some((one) => V1.test(one))) {
    return { refused: "webhook-signature holds no v1 signature: `v1,` and 32 bytes in base64" };
  }
  if (!secrets.some((secret) => isSignedWith(secret, body, signed))) return { refused: unfittingText(secrets.length) };
  return { id, signedAt };
}

/** Under the names of Standard Webhooks; Svix's server has its own for them. */
function signedHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const values = NAMES.map((name) => [headers[`webhook-${name}`] ?? headers[`svix-${name}`] ?? ""].flat().join(","));
  return Object.fromEntries(NAMES.map((name, index) => [`webhook-${name}`, values[index] ?? ""]));
}

function isSignedWith(secret: string, body: string, signed: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, signed, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

function ageText(signedAt: Date, ageS: number): string {
  const away = `${Math.abs(ageS)} seconds ${ageS > 0 ? "ago" : "from now"}, and ${TOLERANCE_S} are tolerated`;
  const why = ageS > 0 ? "an old delivery was sent once more, or this clock is fast" : "this clock is slow";
  return `it was signed at ${signedAt.toISOString()}, ${away}: ${why}`;
}

function unfittingText(secretCount: number): string {
  const whose = secretCount === 1 ? "the secret" : `any of the ${secretCount} secrets`;
  return (
    `its signature does not fit ${whose}: it was signed with another secret, or its id, timestamp or body was changed on the way. ` +
    "Which of these cannot be told"
  );
}
