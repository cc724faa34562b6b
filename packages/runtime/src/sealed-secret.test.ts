import fc from "fast-check";
import { expect, test } from "vitest";
import { installationKeyOf } from "./installation-key.ts";
import { openSecret, sealSecret } from "./sealed-secret.ts";

const KEY = installationKeyOf(Buffer.alloc(32, 1));
const OTHER_KEY = installationKeyOf(Buffer.alloc(32, 2));
const ID = "0190c0de-0000-7000-8000-000000000001";
const OTHER_ID = "0190c0de-0000-7000-8000-000000000002";
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

test("what is sealed opens again, and twice the same is not the same", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (secret) => {
      const sealed = sealSecret(KEY, ID, secret);
      expect(openSecret(KEY, ID, sealed)).toBe(secret);
      expect(sealSecret(KEY, ID, secret).equals(sealed)).toBe(false);
    }),
  );
});

test("under another key, for another subscription or with another byte it does not open", () => {
  const sealed = sealSecret(KEY, ID, SECRET);
  const refusal = expect.objectContaining({ code: "secret_unreadable", detail: `that of subscription ${ID}` });
  expect(() => openSecret(OTHER_KEY, ID, sealed)).toThrow(refusal);
  expect(() => openSecret(KEY, OTHER_ID, sealed)).toThrow(expect.objectContaining({ code: "secret_unreadable" }));
  for (let place = 0; place < sealed.length; place += 1) {
    const changed = Buffer.from(sealed);
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect(() => openSecret(KEY, ID, changed)).toThrow(refusal);
  }
  for (const length of [0, 1, 13, 28, sealed.length - 1]) {
    expect(() => openSecret(KEY, ID, sealed.subarray(0, length))).toThrow(refusal);
  }
});
