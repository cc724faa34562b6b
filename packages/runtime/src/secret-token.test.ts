import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { hashToken, isWellFormedKey, newApiKeySecret, newSessionToken } from "./secret-token.ts";

test("a key says what it opens, and only its hash is kept", () => {
  const { secret, prefix, hash } = newApiKeySecret();
  expect(secret).toMatch(/^rf_live_[0-9A-Za-z]{49}$/);
  expect(prefix).toBe(secret.slice(0, 14));
  expect(hash).toEqual(createHash("sha256").update(secret).digest());
  expect(newApiKeySecret({ sandbox: true }).secret).toMatch(/^rf_test_[0-9A-Za-z]{49}$/);
});

test("no two are alike, and each is well formed", () => {
  const secrets = Array.from({ length: 500 }, () => newApiKeySecret().secret);
  expect(new Set(secrets).size).toBe(500);
  expect(secrets.every(isWellFormedKey)).toBe(true);
});

test("the form is the documented one", () => {
  // CRC-32 of the first 51 characters is 0x9b37ee6e.
  const body = `rf_live_${"0".repeat(43)}`;
  expect(isWellFormedKey(`${body}000000`)).toBe(false);
  expect(isWellFormedKey(`${body}2qEgDG`)).toBe(true);
});

test("a slip of the hand anywhere is seen", () => {
  const { secret } = newApiKeySecret();
  for (let at = 0; at < secret.length; at++) {
    const other = secret[at] === "a" ? "b" : "a";
    expect(isWellFormedKey(secret.slice(0, at) + other + secret.slice(at + 1))).toBe(false);
    expect(isWellFormedKey(secret.slice(0, at) + secret.slice(at + 1))).toBe(false);
  }
  const swapped = secret.slice(0, 20) + (secret[21] ?? "") + (secret[20] ?? "") + secret.slice(22);
  expect(isWellFormedKey(swapped)).toBe(swapped === secret);
  for (const text of [
    "",
    " ",
    `${secret} `,
    ` ${secret}`,
    `${secret}\n`,
    secret.toLowerCase(),
    "rf_live_",
    "é".repeat(57),
  ]) {
    expect(isWellFormedKey(text)).toBe(false);
  }
});

test("a session's token has 256 bits and is fit for a cookie", () => {
  const tokens = Array.from({ length: 100 }, newSessionToken);
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(hashToken("a")).toHaveLength(32);
});
