import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { signatureHeaders } from "./sign.ts";

const eventIds = fc.stringMatching(/^evt_[0-9a-z]{1,40}$/);
const bodies = fc.oneof(
  fc.json(),
  // Signed and sent as bytes: well-formed text of every kind.
  fc.string({ unit: "binary", minLength: 1 }).filter((text) => text.isWellFormed()),
);
const timestampS = Math.floor(Date.now() / 1000);

function verify(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

test("whoever has the public library verifies it with either secret, and with no other", () => {
  fc.assert(
    fc.property(eventIds, bodies, (eventId, body) => {
      const secrets = [newWebhookSecret(), newWebhookSecret()];
      const headers = signatureHeaders({ eventId, body, timestampS }, secrets);
      expect(secrets.map((secret) => verify(secret, body, headers))).toEqual([true, true]);
      expect(verify(newWebhookSecret(), body, headers)).toBe(false);
    }),
  );
});

test("a byte that was changed, anywhere in what is signed, does not verify", () => {
  const secret = newWebhookSecret();
  fc.assert(
    fc.property(eventIds, bodies, fc.nat(), (eventId, body, at) => {
      const headers = signatureHeaders({ eventId, body, timestampS }, [secret]);
      const bytes = Buffer.from(body);
      bytes[at % bytes.length]! ^= 1;
      expect(verify(secret, bytes.toString("utf8"), headers)).toBe(bytes.toString("utf8") === body);
      expect(verify(secret, `${body} `, headers)).toBe(false);
      expect(verify(secret, body, { ...headers, "webhook-id": `${eventId}0` })).toBe(false);
      expect(verify(secret, body, { ...headers, "webhook-timestamp": String(timestampS - 1) })).toBe(false);
    }),
  );
});

test("it is what the library itself signs, one signature for each secret", () => {
  const secrets = [newWebhookSecret(), newWebhookSecret()];
  const headers = signatureHeaders({ eventId: "evt_1", body: '{"a":"é"}', timestampS }, secrets);
  const theirs = secrets.map((secret) => new Webhook(secret).sign("evt_1", new Date(timestampS * 1000), '{"a":"é"}'));
  expect(headers["webhook-signature"]).toBe(theirs.join(" "));
});

test("a secret of the wrong length signs nothing", () => {
  expect(() => signatureHeaders({ eventId: "evt_1", body: "{}", timestampS }, ["whsec_AAAA"])).toThrow(
    "holds 3 bytes, and 24 is the least",
  );
});
