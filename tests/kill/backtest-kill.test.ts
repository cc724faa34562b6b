import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { demo } from "@redflag/domain/chains/demo";
import { InputCache } from "@redflag/screen/input-cache";
import { SampleChain } from "@redflag/screen/sample-chain";
import { screenLane } from "@redflag/screen/screen-lane";
import { getBacktest, insertBacktest } from "@redflag/store/backtest";
import { openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabaseUrl } from "../test-database.ts";
import { PipelineProcess } from "./pipeline-process.ts";

const url = await createTestDatabaseUrl();
const POLL_MS = 100;

test("a backtest whose process is killed is taken by the next one once the claim has ended", {
  timeout: 60_000,
}, async () => {
  const db = await openDatabase({ url, applicationName: "kill test", poolMax: 4 });
  onTestFinished(() => db.close());
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-backtest-kill-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const sample = new SampleChain().mine({ tx: "p1" }).mine({ tx: "p2" });
  await insertLane(db.kysely, demo.id, 1);
  await writeRange(db, demo, sample.range(1));
  await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, demo);

  const id = randomUUID();
  await db.kysely.transaction().execute((tx) =>
    insertBacktest(tx, {
      ...{ id, heuristic: "watchlist-hit", heuristicVersion: 1, chainId: demo.id, from: 1, to: 2 },
      ...{ params: {}, changed: {}, reason: "killed", author: { by: `user:${randomUUID()}`, name: "somebody" } },
    }),
  );
  const env = { REDFLAG_DATABASE_URL: url, REDFLAG_RPC_DEMO: "http://127.0.0.1:9", REDFLAG_DATA_DIR: dataDir };
  const start = () => {
    const process = new PipelineProcess("screen", env);
    onTestFinished(async () => {
      await process.end("SIGKILL");
    });
    return process;
  };
  const stateOf = async () => (await getBacktest(db.kysely, id)).state;

  // The fold stands where it reads the ledger.
  const client = await db.pool.connect();
  await client.query("begin; lock table transfer in access exclusive mode");
  const victim = start();
  await until(async () => (await stateOf()) === "running");
  await victim.end("SIGKILL");
  await client.query("rollback");
  client.release();
  expect(await stateOf()).toBe("running");

  await db.pool.query("update backtest set claimed_until = now()");
  const next = start();
  await until(async () => (await stateOf()) === "done");
  expect(await next.end("SIGTERM"), next.log).toBe(0);
  const { rows } = await db.pool.query("select attempt_count, result -> 'transfers' as transfers from backtest");
  expect(rows).toEqual([{ attempt_count: 2, transfers: 2 }]);
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(POLL_MS);
}
