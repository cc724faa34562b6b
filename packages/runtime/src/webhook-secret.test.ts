import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { newWebhookSecret, parseWebhookSecret } from "./webhook-secret.ts";

const written = (byteCount: number) => `whsec_${randomBytes(byteCount).toString("base64")}`;

test("a new one has 256 bits, and no two are alike", () => {
  const secrets = Array.from({ length: 100 }, newWebhookSecret);
  expect(new Set(secrets).size).toBe(100);
  for (const secret of secrets) expect(parseWebhookSecret(secret)).toHaveLength(32);
});

test("what is written is what is read, from 24 bytes to 64", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 24, maxLength: 64 }), (key) => {
      expect(parseWebhookSecret(`whsec_${Buffer.from(key).toString("base64")}`)).toEqual(Buffer.from(key));
    }),
  );
});

test.each([
  ["", "does not begin with whsec_"],
  [written(32).slice(6), "does not begin with whsec_"],
  [`WHSEC_${"A".repeat(32)}`, "does not begin with whsec_"],
  ["whsec_", "holds 0 bytes, and 24 is the least"],
  [written(23), "holds 23 bytes, and 24 is the least"],
  [written(65), "holds 65 bytes, and 64 is the most"],
  [written(32).replace(/=$/, ""), "is not base64 with its padding"],
  [`${written(24)}\n`, "is not base64"],
  [`whsec_${"-_".repeat(16)}`, "is not base64"],
  [`whsec_${"ab".repeat(12)}!`, "is not base64"],
  // Bits that no byte has: other libraries refuse them.
  [`whsec_${"A".repeat(33)}B==`, "is not base64"],
])("%s is none", (text, fault) => {
  expect(() => parseWebhookSecret(text)).toThrow(fault);
  const rest = text.slice(6);
  if (rest.length > 8) expect(() => parseWebhookSecret(text)).not.toThrow(rest.slice(0, 8));
});
