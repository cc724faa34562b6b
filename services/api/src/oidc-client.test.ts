import type { OidcConfig } from "@redflag/runtime/config";
import { afterAll, expect, test } from "vitest";
import { createOidcClient } from "./oidc-client.ts";
import { CLIENT_ID, CLIENT_SECRET, startOidcTestProvider } from "./testing/oidc-test-provider.ts";

const PUBLIC_URL = "https://redflag.test";

const provider = await startOidcTestProvider(`${PUBLIC_URL}/v1/oidc/callback`);
afterAll(() => provider.stop());

function configFor(issuer: string): OidcConfig {
  return {
    issuer,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    groupsClaim: "groups",
    rolesByGroup: new Map(),
    publicUrl: PUBLIC_URL,
  };
}

test("a provider that is down when Redflag starts is found once it is up", async () => {
  const client = createOidcClient(configFor(provider.issuer));
  await provider.stop();
  await expect(client.begin()).rejects.toMatchObject({ code: "oidc_unavailable" });
  await provider.start();
  expect((await client.begin()).url.origin).toBe(provider.issuer);
});

test("no two sign-ins share a state, a nonce or a verifier", async () => {
  const client = createOidcClient(configFor(provider.issuer));
  const flows = await Promise.all([client.begin(), client.begin()]);
  const words = flows.flatMap(({ state, nonce, codeVerifier }) => [state, nonce, codeVerifier]);
  expect(new Set(words).size).toBe(6);
});

test("a provider that calls itself by another name is not the one that was meant", async () => {
  const client = createOidcClient(configFor(provider.issuer.replace("127.0.0.1", "localhost")));
  await expect(client.begin()).rejects.toMatchObject({ code: "oidc_unavailable" });
});
