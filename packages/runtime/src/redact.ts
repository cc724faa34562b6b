import { Problem } from "@redflag/domain/problem";

const HIDDEN = "[redacted]";

/** A URL may carry a key in its user, path, query or fragment alike, so only scheme, host and port are kept. */
const URL_TEXT = /\b([a-z][a-z0-9+.-]*:\/\/)([^\s"'`<>\\]+)/gi;
const BEARER = /\b(bearer|basic)\s+[a-z0-9._~+/=-]{8,}/gi;
/** An API key of ours: what stays is what `redflag key list` shows of it. */
const OWN_KEY = /\b(rf_(?:live|test)_[0-9A-Za-z]{6})[0-9A-Za-z]{10,}/g;
/** What webhooks are signed with. */
const WEBHOOK_SECRET = /\bwhsec_[A-Za-z0-9+/_-]+=*/g;
const ASSIGNED =
  /\b([a-z_]*(?:password|passwd|secret|api_?key|access_?token|auth_?token))(["']?\s*[=:]\s*["']?)[^\s"',;&\\]+/gi;

const SECRET_KEY =
  /pass(?:word|wd|phrase)|secret|authorization|cookie|credential|api[_-]?key|private[_-]?key|mnemonic|(?:auth|access|bearer|refresh|api|session)[_-]?token|^tokens?$/i;

/** `token` is also this product's word for a stablecoin: its contract address is no secret. */
const CONTRACT_ADDRESS = /^(?:0x[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33})$/;

/** Whoever is written to. What `redactText` left of a URL's user is none. */
const EMAIL = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/**
 * What libraries hang on their errors that holds what was worked on: PostgreSQL says whole rows, Redis the command with its
 * password, an HTTP client what came.
 */
const OF_ERRORS_HIDDEN: ReadonlySet<string> = new Set([
  ...["detail", "where", "hint", "internalQuery", "query", "parameters"],
  ...["command", "previousErrors", "body", "response", "config", "request", "headers"],
]);

const DEPTH_MAX = 6;
const ITEMS_MAX = 100;

/** Takes keys, passwords and everything after a URL's host out of a text. */
export function redactText(text: string): string {
  return text
    .replace(URL_TEXT, (_, scheme: string, rest: string) => `${scheme}${redactRest(rest)}`)
    .replace(BEARER, `$1 ${HIDDEN}`)
    .replace(OWN_KEY, `$1${HIDDEN}`)
    .replace(WEBHOOK_SECRET, `whsec_${HIDDEN}`)
    .replace(ASSIGNED, `$1$2${HIDDEN}`);
}

/** For a log: the same, and nobody's mail address. */
export function redactLine(text: string): string {
  return redactText(text).replace(EMAIL, HIDDEN);
}

/**
 * A copy that is safe to write to a log: values under secret-sounding keys replaced, texts redacted, errors and bigints
 * made plain, depth and length bounded.
 */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth >= DEPTH_MAX) return "[deeper]";
  if (value instanceof URL) return redactText(value.href);
  if (value instanceof Error) return redactValue(plainError(value), depth);
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString("hex", 0, ITEMS_MAX)}`;
  if (value instanceof Map) return redactValue(Object.fromEntries(value), depth);
  if (Array.isArray(value) || value instanceof Set) {
    return [...value].slice(0, ITEMS_MAX).map((item) => redactValue(item, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isSecret(key, item) ? HIDDEN : redactValue(item, depth + 1)]),
  );
}

function redactRest(rest: string): string {
  const authorityEnd = rest.search(/[/?#]/);
  const authority = authorityEnd === -1 ? rest : rest.slice(0, authorityEnd);
  const at = authority.lastIndexOf("@");
  // An "@" further on: perhaps a password with an unescaped "/", perhaps a key in a path. Nothing can be shown.
  if (rest.lastIndexOf("@") > authority.length) return HIDDEN;
  return `${at === -1 ? "" : "…@"}${authority.slice(at + 1)}${authorityEnd === -1 ? "" : "/…"}`;
}

function isSecret(key: string, value: unknown): boolean {
  if (!SECRET_KEY.test(key) || value === undefined || value === null) return false;
  if (!/^tokens?$/i.test(key)) return true;
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return !values.every((item) => typeof item === "string" && CONTRACT_ADDRESS.test(item));
}

function plainError(error: Error): Record<string, unknown> {
  const isOurs = error instanceof Problem;
  const own = Object.entries(error).filter(([key]) => isOurs || !OF_ERRORS_HIDDEN.has(key));
  const message = isOfPostgres(error) ? withoutValue(error.message) : error.message;
  return {
    ...Object.fromEntries(own),
    type: error.name,
    message,
    stack: error.stack?.replace(error.message, () => message),
    ...(error.cause ? { cause: error.cause } : {}),
  };
}

/** By what the protocol gives every error of the server, whichever driver it came through. */
function isOfPostgres(error: Error): boolean {
  const { severity, code } = error as { severity?: unknown; code?: unknown };
  return typeof severity === "string" && typeof code === "string" && code.length === 5;
}

/** `invalid input syntax for type uuid: "…"`: the value stands behind the colon. Names of tables and constraints stay. */
function withoutValue(message: string): string {
  const at = message.indexOf(": ");
  return at === -1 ? message : `${message.slice(0, at)}: ${HIDDEN}`;
}
