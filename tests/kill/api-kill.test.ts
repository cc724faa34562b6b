import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { seedKey } from "@redflag/api/testing/seed-callers";
import { ApiProblem } from "@redflag/contract/http/api-problem";
import { createClient } from "@redflag/contract/http/create-client";
import { openDatabase } from "@redflag/store/database";
import { expect, onTestFinished, test, vi } from "vitest";
import { findFreePort } from "../free-port.ts";
import { createTestDatabaseUrl } from "../test-database.ts";
import { freezeInsideTransaction } from "./open-transaction.ts";
import { PipelineProcess } from "./pipeline-process.ts";

const url = await createTestDatabaseUrl();
const KILLS = 6;
const CALLERS = 4;
const FREEZES_MAX = 25;
const RETRY_MS = 100;

test("what the API has answered stands, and what is asked again under its key has taken effect once, however often it is killed", {
  timeout: 600_000,
}, async () => {
  const db = await openDatabase({ url, applicationName: "kill test", poolMax: 4 });
  onTestFinished(() => db.close());
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-api-kill-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const port = await findFreePort();
  const env = { REDFLAG_DATABASE_URL: url, REDFLAG_DATA_DIR: dataDir, REDFLAG_API_PORT: `${port}` };
  const start = () => {
    const process = new PipelineProcess("api", env);
    onTestFinished(async () => {
      await process.end("SIGKILL");
    });
    return process;
  };

  const { secret } = await seedKey(db, "admin");
  const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, key: secret });
  /** By name, the id that was answered. */
  const answered = new Map<string, string>();
  let isOver = false;
  const keepAsking = async (caller: number) => {
    for (let n = 0; !isOver; n++) {
      const name = `exchange-${caller}-${n}`;
      while (!answered.has(name)) {
        try {
          const { body } = await client.createSubscriber({ body: { name }, idempotencyKey: name });
          answered.set(name, body.id);
        } catch (error) {
          // As a caller does who hears nothing, or that it is to ask again.
          if (error instanceof ApiProblem && error.status < 500 && error.status !== 409) throw error;
          await sleep(RETRY_MS);
        }
      }
    }
  };

  let api = start();
  await api.ready;
  const callers = Promise.all(Array.from({ length: CALLERS }, (_, caller) => keepAsking(caller)));
  // Something that was answered can be lost only where something was.
  const untilAnswered = async () => {
    const before = answered.size;
    await vi.waitUntil(() => answered.size > before, { timeout: 30_000, interval: 5 });
  };
  for (let kill = 0; kill < KILLS; kill++) {
    await untilAnswered();
    await freezeInsideTransaction(db, api, FREEZES_MAX);
    expect(await api.end("SIGKILL")).toBeNull();
    api = start();
    await api.ready;
  }
  await untilAnswered();
  expect(await api.end("SIGTERM"), api.log).toBe(0);
  api = start();
  await api.ready;
  isOver = true;
  await callers;

  const { rows } = await db.pool.query<{ name: string; id: string }>(
    "select name, id from subscriber where name like 'exchange-%'",
  );
  expect(answered.size).toBeGreaterThan(KILLS);
  expect(rows.map(({ name, id }) => [name, id]).sort()).toEqual([...answered].sort());
  // Each was written down once as done, in the transaction that did it.
  const done = await db.pool.query(
    "select from audit_entry where action = 'subscriber.create' and outcome = 'done' and content::jsonb #> '{detail,replayed}' is null",
  );
  expect(done.rows).toHaveLength(answered.size);
});
