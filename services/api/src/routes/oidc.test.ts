import type { User } from "@redflag/contract/http/routes/users";
import type { OidcConfig } from "@redflag/runtime/config";
import type { LogFields, Logger } from "@redflag/runtime/logger";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { type Browser, type Reply, replyOf } from "../testing/browser.ts";
import { CLIENT_ID, CLIENT_SECRET, newSigningKey, startOidcTestProvider } from "../testing/oidc-test-provider.ts";
import { openWorld } from "../testing/world.ts";

const PUBLIC_URL = "https://redflag.test/";
const CALLBACK = "https://redflag.test/v1/oidc/callback";
const SESSION = "__Host-redflag_session";

const provider = await startOidcTestProvider(CALLBACK);
afterAll(() => provider.stop());
const oidc: OidcConfig = {
  issuer: provider.issuer,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  groupsClaim: "groups",
  publicUrl: new URL(PUBLIC_URL).origin,
  rolesByGroup: new Map([
    ["fiu", ["analyst"]],
    ["leads", ["supervisor", "ops"]],
    ["root", ["admin"]],
  ]),
};

const warned: LogFields[] = [];
const silent = { trace() {}, debug() {}, info() {}, error() {} };
const log: Logger = { ...silent, warn: (fields) => void warned.push(fields), child: () => log };

const world = await openWorld({ publicUrl: PUBLIC_URL, oidc, log });

beforeEach(() => {
  warned.length = 0;
});
afterEach(() => {
  provider.lie.forge = undefined;
});

let subjects = 0;

/** Somebody whom the provider knows. */
function introduce(claims: object = {}): { subject: string; email: string } {
  const subject = `subject-${++subjects}`;
  const email = `${subject}@fiu.example`;
  provider.accounts.set(subject, { email, email_verified: true, name: "Ada Okafor", groups: ["fiu"], ...claims });
  return { subject, email };
}

/** From Redflag to the provider and until it sends the browser back; the callback is not visited yet. */
async function walk(browser: Browser, subject: string | undefined): Promise<URL> {
  provider.signingIn.subject = subject;
  return browser.follow(new URL("/v1/oidc/start", PUBLIC_URL), (url) => url.href.startsWith(CALLBACK));
}

async function comeBack(browser: Browser, callback: URL): Promise<Reply> {
  return replyOf(await browser.visit(callback));
}

async function signIn(
  subject: string | undefined,
  browser = world.newBrowser(),
): Promise<Reply & { browser: Browser }> {
  return { ...(await comeBack(browser, await walk(browser, subject))), browser };
}

async function expectNobody(browser: Browser): Promise<void> {
  expect(browser.cookies.has(SESSION)).toBe(false);
  expect((await browser.send("GET", "/v1/session")).status).toBe(401);
}

async function userOf(email: string): Promise<User | undefined> {
  const { browser } = await world.enter(["admin"]);
  const { body } = await browser.send("GET", "/v1/users?limit=200");
  return (body as { items: User[] }).items.find((user) => user.email === email);
}

test("a person whom the provider knows signs in, and is made at the first time", async () => {
  const { subject, email } = introduce({ groups: ["leads", "fiu", "choir"] });
  const browser = world.newBrowser();
  const callback = await walk(browser, subject);
  expect(callback.searchParams.get("iss")).toBe(provider.issuer);
  const reply = await comeBack(browser, callback);
  expect(reply.status).toBe(302);
  expect(reply.headers.get("location")).toBe(PUBLIC_URL);
  expect([...browser.cookies.keys()]).toEqual([SESSION]);
  const { body } = await browser.send("GET", "/v1/session");
  expect(body).toMatchObject({ kind: "user", name: email, roles: ["analyst", "supervisor", "ops"] });
  expect(await userOf(email)).toMatchObject({ name: "Ada Okafor", signIn: "oidc" });
});

test("the provider is asked for a code, with PKCE, state and nonce, to come back to one address", async () => {
  const browser = world.newBrowser();
  const response = await browser.visit(new URL("/v1/oidc/start", PUBLIC_URL));
  const url = new URL(response.headers.get("location") ?? "");
  expect(url.origin).toBe(provider.issuer);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: CLIENT_ID,
    response_type: "code",
    redirect_uri: CALLBACK,
    scope: "openid email profile groups",
    code_challenge_method: "S256",
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  });
  const [line] = response.headers.getSetCookie();
  expect(line).toMatch(/^__Host-redflag_oidc=[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const rows = await world.db.pool.query("select oidc_flow::text as text from oidc_flow");
  for (const { text } of rows.rows) expect(text).not.toContain(url.searchParams.get("state"));
});

test("roles follow the groups at each sign-in, in every session", async () => {
  const { subject, email } = introduce({ groups: ["leads"] });
  const first = await signIn(subject);
  expect((await first.browser.send("GET", "/v1/users")).status).toBe(200);

  introduceAgain(subject, { groups: ["fiu"], name: "Ada B. Okafor" });
  const second = await signIn(subject);
  expect((await second.browser.send("GET", "/v1/session")).body).toMatchObject({ roles: ["analyst"] });
  expect(await first.browser.send("GET", "/v1/users")).toMatchObject({ status: 403, code: "forbidden" });
  expect(await userOf(email)).toMatchObject({ name: "Ada B. Okafor", roles: ["analyst"] });
});

test("whoever is in no mapped group any more is out, of older sessions too", async () => {
  const { subject } = introduce();
  const first = await signIn(subject);
  introduceAgain(subject, { groups: ["choir"] });
  const second = await signIn(subject);
  expect(second).toMatchObject({ status: 403, code: "oidc_refused" });
  await expectNobody(second.browser);
  expect((await first.browser.send("GET", "/v1/session")).status).toBe(401);
  expect(warned).toMatchObject([{ cause: "no_role" }]);
});

test("a sign-in takes the place of the session that the browser had", async () => {
  const { subject } = introduce();
  const { browser } = await signIn(subject);
  const token = browser.cookies.get(SESSION) ?? "";
  await signIn(subject, browser);
  const replay = world.newBrowser();
  replay.cookies.set(SESSION, token);
  expect((await replay.send("GET", "/v1/session")).status).toBe(401);
});

test.each([
  ["in no mapped group", { groups: ["choir"] }, "no_role"],
  ["in no group at all", { groups: undefined }, "no_role"],
  ["whose email is not verified", { email_verified: false }, "email_unverified"],
  ["of whose email the provider says nothing", { email_verified: undefined }, "email_unverified"],
  ["without an email", { email: undefined }, "email_unverified"],
])("somebody %s is refused, and nobody is made", async (_who, claims, cause) => {
  const { subject, email } = introduce(claims);
  const reply = await signIn(subject);
  expect(reply).toMatchObject({ status: 403, code: "oidc_refused" });
  await expectNobody(reply.browser);
  expect(await userOf(email)).toBeUndefined();
  expect(warned).toMatchObject([{ cause }]);
});

test("a local account is not taken over by whoever has its email at the provider", async () => {
  const local = await world.addUser(["admin"]);
  const { subject } = introduce({ email: local.email.toUpperCase(), groups: ["root"] });
  const reply = await signIn(subject);
  expect(reply).toMatchObject({ status: 403, code: "oidc_refused" });
  await expectNobody(reply.browser);
  expect(await userOf(local.email)).toMatchObject({ id: local.id, signIn: "password", roles: ["admin"] });
  expect(warned).toMatchObject([{ cause: "email_taken" }]);
});

test("somebody who was disabled here stays out, whatever the provider says", async () => {
  const { subject, email } = introduce();
  await signIn(subject);
  const { id } = (await userOf(email)) ?? {};
  const { browser } = await world.enter(["admin"]);
  const { headers } = await browser.send("GET", `/v1/users/${id}`);
  const ifMatch = { "if-match": headers.get("etag") ?? "" };
  const roles = await browser.send("PATCH", `/v1/users/${id}`, { body: { roles: ["ops"] }, headers: ifMatch });
  expect(roles.code).toBe("roles_invalid");
  await browser.send("PATCH", `/v1/users/${id}`, { body: { disabled: true }, headers: ifMatch });
  expect(await signIn(subject)).toMatchObject({ status: 403, code: "oidc_refused" });
  expect(warned).toMatchObject([{ cause: "disabled" }]);
});

test("a callback that nobody began, with another state or of another browser, opens nothing", async () => {
  const { subject } = introduce();
  const [browser, victim] = [world.newBrowser(), world.newBrowser()];
  const callback = await walk(browser, subject);
  const forged = new URL(callback);
  forged.searchParams.set("state", "a-state-of-somebody-else");
  const stateless = new URL(callback);
  stateless.searchParams.delete("state");

  await walk(victim, subject);
  for (const [who, url] of [
    [victim, callback],
    [world.newBrowser(), callback],
  ] as const) {
    expect(await comeBack(who, url)).toMatchObject({ status: 403, code: "oidc_refused" });
    await expectNobody(who);
  }
  expect(warned).toMatchObject([{ cause: "flow_unknown" }, { cause: "flow_unknown" }]);
  // What strangers tried has not used up the flow of the browser that began it; its own wrong state forgets it.
  expect((await comeBack(browser, callback)).status).toBe(302);
  for (const url of [forged, stateless]) {
    const other = world.newBrowser();
    await walk(other, subject);
    expect(await comeBack(other, url)).toMatchObject({ status: 403, code: "oidc_refused" });
    await expectNobody(other);
  }
});

test("a callback opens one session, once, and not after ten minutes", async () => {
  const { subject } = introduce();
  const browser = world.newBrowser();
  const callback = await walk(browser, subject);
  const half = new Map(browser.cookies);
  expect((await comeBack(browser, callback)).status).toBe(302);
  const replay = world.newBrowser();
  for (const [name, value] of half) replay.cookies.set(name, value);
  expect(await comeBack(replay, callback)).toMatchObject({ status: 403, code: "oidc_refused" });
  await expectNobody(replay);

  const slow = world.newBrowser();
  const late = await walk(slow, subject);
  world.clock.now = new Date(world.clock.now.getTime() + 10 * 60_000);
  expect(await comeBack(slow, late)).toMatchObject({ status: 403, code: "oidc_refused" });
});

test("what the provider refuses is refused, in its own word", async () => {
  const reply = await signIn(undefined);
  expect(reply).toMatchObject({ status: 403, code: "oidc_refused" });
  expect(reply.body).toMatchObject({ detail: expect.stringContaining("access_denied") });
  await expectNobody(reply.browser);
});

test("an answer of another issuer is refused, before its code is used", async () => {
  const { subject } = introduce();
  for (const iss of ["https://other.example", undefined]) {
    const browser = world.newBrowser();
    const callback = await walk(browser, subject);
    if (iss === undefined) callback.searchParams.delete("iss");
    else callback.searchParams.set("iss", iss);
    const reply = await comeBack(browser, callback);
    expect(reply).toMatchObject({ status: 403, code: "oidc_refused" });
    expect(reply.body).toMatchObject({ detail: expect.stringContaining("OAUTH_INVALID_RESPONSE") });
    await expectNobody(browser);
  }
});

const CLAIM = "OAUTH_JWT_CLAIM_COMPARISON_FAILED";
const TIME = "OAUTH_JWT_TIMESTAMP_CHECK_FAILED";
test.each<[string, string, NonNullable<typeof provider.lie.forge>]>([
  ["is signed by an unpublished key", "OAUTH_INVALID_RESPONSE", (claims) => ({ claims, key: newSigningKey() })],
  ["was made for another sign-in", CLAIM, (claims) => ({ claims: { ...claims, nonce: "another" }, key: provider.key })],
  ["was made for another client", CLAIM, (claims) => ({ claims: { ...claims, aud: "another" }, key: provider.key })],
  ["is of another issuer", CLAIM, (claims) => ({ claims: { ...claims, iss: "https://x.example" }, key: provider.key })],
  ["has expired", TIME, (claims) => ({ claims: { ...claims, exp: Number(claims.iat) - 3600 }, key: provider.key })],
])("an ID token that %s is refused (%s)", async (_what, word, forge) => {
  const { subject, email } = introduce();
  provider.lie.forge = forge;
  const reply = await signIn(subject);
  expect(reply).toMatchObject({ status: 403, code: "oidc_refused" });
  expect(reply.body).toMatchObject({ detail: expect.stringContaining(word) });
  await expectNobody(reply.browser);
  expect(await userOf(email)).toBeUndefined();
});

test("a token of a clock that is half a minute off is taken", async () => {
  const { subject } = introduce();
  provider.lie.forge = (claims) => ({ claims: { ...claims, iat: Number(claims.iat) + 30 }, key: provider.key });
  expect((await signIn(subject)).status).toBe(302);
});

test("the last admin stays one, although the groups say otherwise", async () => {
  const { subject, email } = introduce({ groups: ["root"] });
  await signIn(subject);
  await world.db.pool.query("update app_user set disabled_at = now() where 'admin' = any (roles) and email <> $1", [
    email,
  ]);
  introduceAgain(subject, { groups: ["fiu"] });
  const reply = await signIn(subject);
  expect(reply).toMatchObject({ status: 403, code: "oidc_refused" });
  await expectNobody(reply.browser);
  expect(warned).toMatchObject([{ cause: "last_admin" }]);
});

test("a provider that is down lets nobody in, and everybody once it is up again", async () => {
  const { subject } = introduce();
  const browser = world.newBrowser();
  const callback = await walk(browser, subject);
  await provider.stop();
  expect(await comeBack(browser, callback)).toMatchObject({ status: 503, code: "oidc_unavailable" });
  await expectNobody(browser);
  await provider.start();
  expect((await signIn(subject)).status).toBe(302);
});

function introduceAgain(subject: string, claims: object): void {
  provider.accounts.set(subject, { ...provider.accounts.get(subject), ...claims });
}
