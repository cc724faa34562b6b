import { createClient } from "@redflag/contract/http/create-client";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { openTestApi } from "./testing/open-test-api.ts";
import { seedKey } from "./testing/seed-callers.ts";
import { testHandlers } from "./testing/test-handlers.ts";

const db = await openTestDatabase();
const api = await openTestApi({ db, handlers: testHandlers(db) });
const { id, secret } = await seedKey(db, "admin");
const admin = createClient({ baseUrl: api.baseUrl, key: secret });
const ACTOR = { kind: "key", id, name: "admin key" };

beforeEach(() => {
  api.audit.length = 0;
});

test("every call is one entry: a reading, a write, one that was refused", async () => {
  await admin.listSubscribers();
  const { body } = await admin.createSubscriber({ body: { name: "Exchange" } });
  await admin.createSubscriber({ body: { name: "Exchange" } }).catch(() => undefined);
  await admin.listAudit({ query: { limit: 0 } }).catch(() => undefined);
  const from = {
    requestId: expect.any(String),
    ip: "127.0.0.1",
    at: expect.stringMatching(/^\d{4}-.*Z$/),
    actor: ACTOR,
  };
  expect(api.audit).toEqual([
    { ...from, action: "subscriber.list", outcome: "done" },
    {
      ...from,
      action: "subscriber.create",
      outcome: "done",
      subject: `subscriber:${body.id}`,
      detail: { name: "Exchange" },
    },
    {
      ...from,
      action: "subscriber.create",
      outcome: "refused",
      subject: expect.stringMatching(/^subscriber:/),
      detail: { name: "Exchange", code: "subscriber_exists" },
    },
    { ...from, action: "audit.read", outcome: "refused", detail: { code: "request_invalid" } },
  ]);
});

test("a flood of nobody is one entry a minute; whoever is known and not allowed is told each time", async () => {
  const nobody = createClient({ baseUrl: api.baseUrl });
  for (let i = 0; i < 5; i++) await nobody.listUsers().catch(() => undefined);
  const weak = createClient({ baseUrl: api.baseUrl, key: (await seedKey(db, "analyst")).secret });
  for (let i = 0; i < 3; i++) await weak.listUsers().catch(() => undefined);
  expect(api.audit.map(({ actor, detail }) => [actor.kind, detail?.code])).toEqual([
    ["anonymous", "unauthenticated"],
    ["key", "forbidden"],
    ["key", "forbidden"],
    ["key", "forbidden"],
  ]);
});
