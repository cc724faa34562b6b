import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { sendRaw } from "../testing/answers.ts";
import { startReceiver } from "../testing/receiver.ts";
import { WebhookClient } from "./attempt.ts";

const receiver = await startReceiver();
const client = new WebhookClient({ policy: receiver.policy, ca: receiver.ca });
afterAll(async () => {
  await client.close();
  await receiver.close();
});

const secrets = [newWebhookSecret()];
const names = ["Content-Length", "Transfer-Encoding", "Connection", "Retry-After", "Location", "Content-Encoding"];
const header = fc
  .tuple(
    fc.oneof(fc.constantFrom(...names, "__proto__", "constructor", ""), fc.string({ maxLength: 8 })),
    fc.oneof(fc.constantFrom("chunked", "close", "-1", "3", "3, 3", "99999999999999999999", "gzip"), fc.string()),
  )
  .map(([name, value]) => `${name}: ${value}\r\n`);
const answer = fc
  .record({
    start: fc.oneof(
      fc.constantFrom(
        "HTTP/1.1 200 OK",
        "HTTP/1.0 410 ",
        "HTTP/1.1 302",
        "HTTP/1.1 099 x",
        "HTTP/1.1 1000 x",
        "HTTP/2 200",
      ),
      fc.integer({ min: 0, max: 999 }).map((status) => `HTTP/1.1 ${status} Some`),
      fc.string({ maxLength: 16 }),
    ),
    headers: fc.array(header, { maxLength: 6 }),
    end: fc.constantFrom("\r\n", "\n", ""),
    body: fc.oneof(fc.constantFrom("", "abc", "3\r\nabc\r\n0\r\n\r\n", "FFFFFFFFFF\r\na"), fc.string()),
  })
  .map(({ start, headers, end, body }) => Buffer.from(`${start}\r\n${headers.join("")}${end}${body}`));

test("whatever is answered has an outcome, and one that can be stored", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(answer, fc.uint8Array().map(Buffer.from)), async (bytes) => {
      receiver.script.push(sendRaw(bytes));
      const outcome = await client.attempt({
        url: `${receiver.url}/`,
        eventId: "evt_1",
        body: "{}",
        secrets,
        timestampS: 1_795_000_000,
      });
      expect(["delivered", "gone", "failed"]).toContain(outcome.kind);
      expect(outcome.failure === undefined).toBe(outcome.kind !== "failed");
      if (outcome.kind === "delivered")
        expect(outcome.status).toSatisfy((status: number) => status >= 200 && status < 300);
      if (outcome.kind === "gone") expect(outcome.status).toBe(410);
      const stored = JSON.stringify(outcome);
      expect(JSON.parse(stored)).toEqual(outcome);
      expect(stored).not.toMatch(/\\u00[01]/);
      expect(stored.isWellFormed()).toBe(true);
    }),
    { numRuns: 300 },
  );
  receiver.script.length = 0;
});
