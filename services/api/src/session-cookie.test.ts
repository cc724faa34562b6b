import { expect, test } from "vitest";
import { cookieName, SESSION_COOKIE, setCookieText } from "./session-cookie.ts";

test("over https the cookie belongs to this host alone", () => {
  const name = cookieName(SESSION_COOKIE, true);
  expect(setCookieText({ name, value: "abc", maxAgeS: 60 }, true)).toBe(
    "__Host-redflag_session=abc; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure",
  );
});

test("over http, which is loopback, a browser would not keep a secure one", () => {
  const name = cookieName(SESSION_COOKIE, false);
  expect(setCookieText({ name, value: "", maxAgeS: 0 }, false)).toBe(
    "redflag_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
  );
});
