import { type EndpointOptions, parseEndpointOptions } from "@redflag/domain/endpoint-options";
import { Problem } from "@redflag/domain/problem";

export interface EndpointUrl {
  origin: string;
  /** Path and query. Often holds the key: never shown. */
  path: string;
  /** Host and, unless it is the scheme's own, port. */
  name: string;
  /** Those of the options, and an Authorization header from `user:password@`. Names in lower case. Never shown. */
  headers: Readonly<Record<string, string>>;
  options: Omit<EndpointOptions, "headers">;
  /** Text without any part of the URL that may be a key; endpoints like to echo what they were asked. */
  redact(text: string): string;
}

/** Shorter parts of a path (`v3`, `rpc`) are words, not keys. */
const KEY_CHARS_MIN = 6;

/** Whether the URL is one to listen to for new heads; any other is one to ask. */
export function isSocketUrl(text: string): boolean {
  return /^wss?:/i.test(text);
}

/** @throws Problem `config_invalid`, without the URL or a value of its options */
export function parseEndpointUrl(text: string): EndpointUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^(?:https?|wss?):$/.test(url.protocol)) {
    throw new Problem("config_invalid", "an endpoint must be a URL that begins with http(s):// or ws(s)://");
  }
  const { headers, ...options } = parseEndpointOptions(text);
  const user = decode(url.username);
  const password = decode(url.password);
  const parts = [...url.pathname.split("/"), ...url.searchParams.values()].filter((p) => p.length >= KEY_CHARS_MIN);
  const given = Object.values(headers);
  const keys = [
    ...[url.search, ...parts, ...parts.map(decode), user, password, url.username, url.password],
    // Of `Bearer key` the key alone may be echoed.
    ...[...given, ...given.flatMap((value) => value.split(" ")), ...given.map(encodeURIComponent)],
  ]
    .filter((key) => key.length > 1)
    .sort((a, b) => b.length - a.length);
  return {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    name: url.host,
    headers: { ...basicAuthorization(user, password, headers), ...headers },
    options,
    redact: (said) => keys.reduce((left, key) => left.replaceAll(key, "…"), said),
  };
}

/** @throws Problem `config_invalid` when there would be two */
function basicAuthorization(user: string, password: string, headers: object): Record<string, string> {
  if (user === "" && password === "") return {};
  if ("authorization" in headers) {
    throw new Problem("config_invalid", "an endpoint has both user:password@ and an option header for authorization");
  }
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
