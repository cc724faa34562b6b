import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openEmbeddedPostgres } from "@redflag/runtime/embedded-postgres";
import pg from "pg";
import manifest from "../../package.json" with { type: "json" };
import { dumpReleased } from "./released-dump.ts";

/* `npx pnpm released`: keeps a database of this version, with a little of every kind in it, for the versions after it. */

/** What must be in it besides: the demo makes them within its first minute. */
const KINDS =
  "profile graph_state evidence kept_proof rewind told_alert report case_file delivery released_event set_address list_proposal".split(
    " ",
  );
const POLL_MS = 300;

const path = join(import.meta.dirname, `released/${manifest.version}.json.gz`);
if (existsSync(path)) {
  process.stderr.write(`${path} is there: a release is kept once. Give package.json the new version first.\n`);
  process.exit(1);
}
const directory = await mkdtemp(join(tmpdir(), "redflag-released-"));
try {
  const child = spawn(process.execPath, [join(import.meta.dirname, "../../services/cli/src/main.ts"), "demo"], {
    env: { ...process.env, REDFLAG_DATA_DIR: directory },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  while (!said.includes("sign in")) await sleep(POLL_MS);
  const { url, release } = await openEmbeddedPostgres({ dataDir: join(directory, "demo") });
  const client = new pg.Client(url);
  await client.connect();
  const isThere = KINDS.map((table) => `exists (select from ${table})`).join(" and ");
  const whetherAll = `select ${isThere} and (select count(*) >= 4 from alert where state = 'final')
    and exists (select from event where kind = 'withdrawn') as "isAll"`;
  while (!(await client.query<{ isAll: boolean }>(whetherAll)).rows[0]?.isAll) await sleep(POLL_MS);
  await client.end();
  child.kill("SIGINT");
  await once(child, "exit");
  try {
    const bytes = await dumpReleased(url, manifest.version);
    await writeFile(path, bytes);
    process.stdout.write(`${path}: ${bytes.length} bytes\n`);
  } finally {
    await release();
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}
