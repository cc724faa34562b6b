import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seedKey } from "@redflag/api/testing/seed-callers";
import { openDatabase } from "@redflag/store/database";
import { expect, onTestFinished, test, vi } from "vitest";
import { findFreePort } from "../free-port.ts";
import { createTestDatabaseUrl } from "../test-database.ts";
import { ApiCallers, listDone } from "./api-callers.ts";
import { freezeInsideTransaction } from "./open-transaction.ts";
import { PipelineProcess } from "./pipeline-process.ts";

const url = await createTestDatabaseUrl();
const KILLS = 6;
const CALLERS = 4;
/** Between an answer and the next question: as fast as they can they would take all that the machine has, and find no more. */
const PAUSE_MS = 25;
/** Of so many at least, it must be known that they fell inside a transaction. */
const KILLS_INSIDE_A_TRANSACTION = 3;
const FREEZES_MAX = 25;

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

  const { secret } = await seedKey(db, "analyst");
  const callers = new ApiCallers({
    urls: [`http://127.0.0.1:${port}`],
    key: secret,
    count: CALLERS,
    pauseMs: PAUSE_MS,
  });
  onTestFinished(() => callers.giveUp());
  let api = start();
  await api.ready;
  callers.start();
  // Something that was answered can be lost only where something was.
  const untilAnswered = async () => {
    const before = callers.answered.size;
    const hasMore = () => {
      callers.check();
      return callers.answered.size > before;
    };
    await vi.waitUntil(hasMore, { timeout: 30_000, interval: 5 });
  };
  let insideCount = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    await untilAnswered();
    if (await freezeInsideTransaction(db, api, FREEZES_MAX)) insideCount++;
    expect(await api.end("SIGKILL")).toBeNull();
    api = start();
    await api.ready;
  }
  await untilAnswered();
  expect(await api.end("SIGTERM"), api.log).toBe(0);
  api = start();
  await api.ready;
  await callers.stop();

  expect(insideCount).toBeGreaterThanOrEqual(KILLS_INSIDE_A_TRANSACTION);
  expect(callers.answered.size).toBeGreaterThan(KILLS);
  const { rows, auditCount } = await listDone(db);
  expect(rows.sort()).toEqual([...callers.answered].map(([text, id]) => `${text} ${id}`).sort());
  // Each was written down once as done, in the transaction that did it.
  expect(auditCount).toBe(callers.answered.size);
});
