import { hash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { LIVE_KEY_START, SANDBOX_KEY_START } from "@redflag/domain/api-key-form";

/*
 * The form of an API key: `rf_live_` or `rf_test_`, 43 characters that are 32 random bytes, and 6 that are the CRC-32 of
 * all before them, both numbers in base 62, padded with zeros. A secret scanner knows one by its beginning and its sum
 * alone, a key that lost a character on its way is refused without a look into the database, and a double click selects
 * all of it.
 */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_BYTES = 32;
/** 62^43 > 2^256. */
const SECRET_CHARS = 43;
/** 62^6 > 2^32. */
const SUM_CHARS = 6;
/** Of the secret, in `prefix`: enough to tell keys apart, and 220 bits are left unsaid. */
const PREFIX_CHARS = 6;
const FORM = new RegExp(`^(?:${LIVE_KEY_START}|${SANDBOX_KEY_START})[0-9A-Za-z]{${SECRET_CHARS + SUM_CHARS}}$`);

export interface NewSecret {
  /** Shown once and never kept. */
  secret: string;
  /** The first characters, to tell keys apart. */
  prefix: string;
  /** What is kept. */
  hash: Buffer;
}

export function newApiKeySecret({ sandbox = false }: { sandbox?: boolean } = {}): NewSecret {
  const start = sandbox ? SANDBOX_KEY_START : LIVE_KEY_START;
  const random = BigInt(`0x${randomBytes(SECRET_BYTES).toString("hex")}`);
  const body = start + base62(random, SECRET_CHARS);
  const secret = body + sumOf(body);
  return { secret, prefix: secret.slice(0, start.length + PREFIX_CHARS), hash: hashToken(secret) };
}

/** Whether a text can be a key at all. It says nothing about whether there is one. */
export function isWellFormedKey(text: string): boolean {
  return FORM.test(text) && sumOf(text.slice(0, -SUM_CHARS)) === text.slice(-SUM_CHARS);
}

/** 256 random bits, fit for a cookie, a header or a URL. */
export function newSessionToken(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/** What is kept of a secret of 256 random bits: nobody guesses those, so nothing slower than SHA-256 is needed. */
export function hashToken(text: string): Buffer {
  return hash("sha256", text, "buffer");
}

function sumOf(text: string): string {
  return base62(BigInt(crc32(text)), SUM_CHARS);
}

function base62(value: bigint, width: number): string {
  let text = "";
  for (let rest = value; rest > 0n; rest /= 62n) text = DIGITS.charAt(Number(rest % 62n)) + text;
  return text.padStart(width, "0");
}
