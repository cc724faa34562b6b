import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { BUILT } from "../../../tests/built-processes.ts";
import { COMPILE_CACHE } from "../../../tests/compile-cache.ts";
import { urlOf } from "../../../tests/test-database.ts";
import { refreshList } from "./refresh-list.ts";
import { csvOf, openRefreshWorld } from "./testing/refresh-world.ts";

const world = await openRefreshWorld();
const { addSource, deps, getSource, makeDue, owner, publisher, versionOf } = world;

/** The service's own process, on its own login. */
function startProcess() {
  const child = spawn(process.execPath, [BUILT.refresh], {
    env: {
      PATH: process.env.PATH,
      ...COMPILE_CACHE,
      REDFLAG_DATABASE_URL: urlOf("redflag_refresh", world.url),
      REDFLAG_DATA_DIR: world.dataDir,
      REDFLAG_OUTBOUND_PRIVATE_HOSTS: publisher.host,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  return { child, ended: once(child, "close"), log: () => log };
}

async function until(child: ChildProcess, isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    expect(child.exitCode).toBeNull();
    await sleep(20);
  }
}

test("killed in the middle of an import, the process leaves the list as it was, and the next sweep mends", {
  timeout: 30_000,
}, async () => {
  publisher.publish({ killed: csvOf(1000) });
  await addSource("killed");
  await refreshList(deps, "killed");
  const { succeededAt, validators } = await getSource("killed");
  publisher.publish({ killed: csvOf(1000, 501) });
  await makeDue("killed");

  // The import has written all of its version, and waits here to clear what a gate had held back.
  const blocker = await owner.pool.connect();
  onTestFinished(() => blocker.release(true));
  await blocker.query("begin");
  await blocker.query("lock table list_held_version in access exclusive mode");
  const { child, ended } = startProcess();
  const isWaiting = `select from pg_stat_activity where datname = current_database()
    and application_name like 'redflag refresh%' and wait_event_type = 'Lock'`;
  await until(child, async () => (await owner.pool.query(isWaiting)).rowCount === 1);
  const { rows } = await owner.pool.query("select from list_entry where list_id = 'killed' and ended_seq is not null");
  expect(rows).toEqual([]);
  child.kill("SIGKILL");
  await ended;
  await blocker.query("rollback");
  expect(await versionOf("killed")).toBe(1);
  expect(await getSource("killed")).toMatchObject({ succeededAt, validators, failureCount: 0, isDue: false });

  // A minute later at the latest.
  await makeDue("killed");
  const next = startProcess();
  await until(next.child, async () => (await versionOf("killed")) === 2);
  const { rows: counts } = await owner.pool.query(
    `select count(*) filter (where ended_seq is null)::int as live, count(*) filter (where ended_seq = 2)::int as ended
     from list_entry where list_id = 'killed'`,
  );
  expect(counts).toEqual([{ live: 1000, ended: 500 }]);
  next.child.kill("SIGTERM");
  expect(await next.ended).toEqual([0, null]);
  expect(next.log()).toContain('"msg":"a list has a new version"');
  expect(next.log()).not.toContain("hunter22");
});
