import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import { expect, test } from "vitest";
import { makeAuthority, makeSelfSigned } from "../testing/certificates.ts";
import { type ReceiverOptions, startReceiver } from "../testing/receiver.ts";
import { type AttemptOutcome, WebhookClient } from "./attempt.ts";

const authority = await makeAuthority();
const stranger = await makeAuthority("Nobody known");
const impostor = await makeAuthority();
const names = ["127.0.0.1"];
const DAY_MS = 86_400_000;
const [past, future] = [new Date(Date.now() - DAY_MS), new Date(Date.now() + DAY_MS)];
const longAgo = new Date(past.getTime() - DAY_MS);
const farOff = new Date(future.getTime() + DAY_MS);

async function outcomeWith(options: ReceiverOptions, connectMs = 60_000): Promise<AttemptOutcome> {
  const receiver = await startReceiver({ authority, ...options });
  const client = new WebhookClient({ policy: receiver.policy, ca: authority.ca, connectMs, totalMs: 60_000 });
  try {
    const outcome = await client.attempt({
      url: `${receiver.url}/`,
      eventId: "evt_1",
      body: "{}",
      secrets: [newWebhookSecret()],
      timestampS: 1_795_000_000,
    });
    if (outcome.kind === "failed") expect(receiver.received).toEqual([]);
    return outcome;
  } finally {
    await client.close();
    await receiver.close();
  }
}

test("a certificate of a known authority, for this name and this day, is good", async () => {
  expect(await outcomeWith({})).toMatchObject({ kind: "delivered" });
});

test.each([
  ["expired", () => authority.issue({ names, notBefore: longAgo, notAfter: past }), "has expired (CERT_HAS_EXPIRED)"],
  ["not begun", () => authority.issue({ names, notBefore: future, notAfter: farOff }), "not valid yet"],
  ["self-signed", () => makeSelfSigned({ names }), "signed by itself (DEPTH_ZERO_SELF_SIGNED_CERT)"],
  ["of nobody known", () => stranger.issue({ names }), "issuer is not known here"],
  ["of a false authority", () => impostor.issue({ names }), "not signed by the authority that it names"],
  ["of another name", () => authority.issue({ names: ["a.example"] }), "for other names: DNS:a.example (ERR_TLS"],
  ["of another address", () => authority.issue({ names: ["127.0.0.2"] }), "for other names: IP Address:127.0.0.2"],
])("a certificate that is %s is told so", async (_, issue, detail) => {
  expect(await outcomeWith({ certificate: await issue() })).toMatchObject({
    kind: "failed",
    failure: "tls_failed",
    detail: expect.stringContaining(detail),
  });
});

test("TLS of another age, and what is none, are told apart", async () => {
  const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
  expect(await outcomeWith({ tls: old })).toMatchObject({
    failure: "tls_failed",
    detail: expect.stringContaining("no version of TLS that is accepted"),
  });
  expect(await outcomeWith({ speaks: "http" })).toMatchObject({
    failure: "tls_failed",
    detail: expect.stringContaining("does not speak TLS"),
  });
});

test("who takes the connection and never shakes hands is given up in time", async () => {
  expect(await outcomeWith({ speaks: "mute" }, 100)).toMatchObject({
    failure: "connect_timeout",
    detail: "TLS was not agreed on within 100 ms",
  });
});
