import { parseCookie, stringifySetCookie } from "cookie";
import type { Cookie } from "./handler.ts";

export const SESSION_COOKIE = "redflag_session";
/** A browser takes a cookie of this prefix only over https, for this host alone. */
const HOST_PREFIX = "__Host-";

/** Cookies by the names that handlers know: behind https only those with the prefix count. */
export function readCookies(header: string | undefined, secure: boolean): Record<string, string | undefined> {
  if (header === undefined) return {};
  const cookies = parseCookie(header);
  if (!secure) return cookies;
  const own = Object.entries(cookies).filter(([name]) => name.startsWith(HOST_PREFIX));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(HOST_PREFIX.length), value]));
}

export function cookieHeader({ name, value, maxAgeS }: Cookie, secure: boolean): string {
  return stringifySetCookie({
    name: secure ? HOST_PREFIX + name : name,
    value,
    maxAge: maxAgeS,
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure,
  });
}
