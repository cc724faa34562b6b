import { Problem } from "@redflag/domain/problem";

export interface EndpointUrl {
  origin: string;
  /** Path and query. Often holds the key: never shown. */
  path: string;
  /** Host and, unless it is the scheme's own, port. */
  name: string;
  /** Value of the Authorization header, from `user:password@`. */
  authorization?: string;
  /** Text without any part of the URL that may be a key; endpoints like to echo what they were asked. */
  redact(text: string): string;
}

/** Shorter parts of a path (`v3`, `rpc`) are words, not keys. */
const KEY_CHARS_MIN = 6;

/** @throws Problem `config_invalid`, without the URL */
export function parseEndpointUrl(text: string): EndpointUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new Problem("config_invalid", "an endpoint must be a URL that begins with http:// or https://");
  }
  const user = decode(url.username);
  const password = decode(url.password);
  const parts = [...url.pathname.split("/"), ...url.searchParams.values()].filter((p) => p.length >= KEY_CHARS_MIN);
  const keys = [url.search, ...parts, ...parts.map(decode), user, password, url.username, url.password]
    .filter((key) => key.length > 1)
    .sort((a, b) => b.length - a.length);
  return {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    name: url.host,
    ...(user === "" && password === ""
      ? {}
      : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` }),
    redact: (said) => keys.reduce((left, key) => left.replaceAll(key, "…"), said),
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
