import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { judgeWebhook } from "./judge-webhook.ts";

const [secret, other] = [newWebhookSecret(), newWebhookSecret()];
const now = new Date("2026-01-05T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

/** What the public library sends. The library judges by its own clock, so that its time is not `now`. */
function signed(id: string, body: string, { at = new Date(), by = secret, names = "webhook" } = {}) {
  return {
    [`${names}-id`]: id,
    [`${names}-timestamp`]: String(Math.floor(at.getTime() / 1_000)),
    [`${names}-signature`]: new Webhook(by).sign(id, at, body),
  };
}

const judge = (headers: Record<string, string>, body: string, secrets = [secret], at = new Date()) =>
  judgeWebhook(headers, body, secrets, at);
const whyOf = (...args: Parameters<typeof judge>) => {
  const verdict = judge(...args);
  return "refused" in verdict ? verdict.refused : "";
};

test("whatever the public library signs is taken, under either names of the headers, by either secret", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.stringMatching(/^[\w.:-]{1,80}$/),
      fc.constantFrom("webhook", "svix"),
      fc.constantFrom(secret, other),
      (body, id, names, by) => {
        expect(judge(signed(id, body, { names, by }), body, [secret, other])).toMatchObject({ id });
        expect(whyOf(signed(id, body, { names, by }), `${body} `, [secret, other])).toContain("any of the 2 secrets");
      },
    ),
    { seed: 9 },
  );
});

test("another secret, another id and another body look the same, and it is said so", () => {
  const why = whyOf(signed("1", "{}", { by: other }), "{}");
  expect(why).toContain(
    "another secret, or its id, timestamp or body was changed on the way. Which of these cannot be told",
  );
  expect(whyOf(signed("1", "{}"), "{ }")).toBe(why);
  expect(whyOf({ ...signed("1", "{}"), "webhook-id": "2" }, "{}")).toBe(why);
});

test.each([
  [6, "360 seconds ago, and 300 are tolerated: an old delivery was sent once more, or this clock is fast"],
  [-6, "360 seconds from now, and 300 are tolerated: this clock is slow"],
])("what was signed %i minutes ago is told with its age", (minutes, text) => {
  const at = minutesAgo(minutes);
  expect(whyOf(signed("1", "{}", { at }), "{}", [secret], now)).toBe(`it was signed at ${at.toISOString()}, ${text}`);
});

test.each([
  [{ "webhook-id": "" }, "it has no webhook-id"],
  [{ "webhook-timestamp": "", "webhook-signature": "" }, "it has no webhook-timestamp, no webhook-signature"],
  [{ "webhook-timestamp": "2026-01-05" }, "webhook-timestamp is not whole seconds since 1970"],
  [{ "webhook-timestamp": "1e9" }, "webhook-timestamp is not whole seconds since 1970"],
  [{ "webhook-signature": "v1a,AAAA" }, "webhook-signature holds no v1 signature: `v1,` and 32 bytes in base64"],
  [{ "webhook-signature": "v1,short" }, "webhook-signature holds no v1 signature: `v1,` and 32 bytes in base64"],
])("with %j it is told what is missing or malformed", (over, why) => {
  expect(whyOf({ ...signed("1", "{}"), ...over }, "{}")).toBe(why);
});
