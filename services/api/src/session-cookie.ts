import type { Cookie } from "./handler.ts";

/** Holds the session's token. */
export const SESSION_COOKIE = "redflag_session";
/** Holds the half of an OpenID Connect sign-in that never leaves the browser that began it. */
export const OIDC_COOKIE = "redflag_oidc";

/**
 * What the browser calls a cookie. Over https the prefix makes it refuse one that another host of the domain, or plain
 * http, tries to put in its place.
 */
export function cookieName(cookie: typeof SESSION_COOKIE | typeof OIDC_COOKIE, isHttps: boolean): string {
  return isHttps ? `__Host-${cookie}` : cookie;
}

/** As a `Set-Cookie` header says it. Names and values are our own: a name of `cookieName`, and base64url. */
export function setCookieText({ name, value, maxAgeS }: Cookie, isHttps: boolean): string {
  return `${name}=${value}; Max-Age=${maxAgeS}; Path=/; HttpOnly; SameSite=Lax${isHttps ? "; Secure" : ""}`;
}
