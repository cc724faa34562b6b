import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { openEmbeddedPostgres } from "@redflag/runtime/embedded-postgres";
import { openInstallationKey } from "@redflag/runtime/installation-key";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { BUILT } from "../built-processes.ts";
import { COMPILE_CACHE } from "../compile-cache.ts";
import { findFreePort } from "../free-port.ts";
import { unprivilegedUser } from "../unprivileged-user.ts";
import { type GuideStep, readGuide } from "./read-guide.ts";

const ROOT = join(import.meta.dirname, "../..");
const page = readFileSync(join(ROOT, "docs/guides/back-up.md"), "utf8");
const directory = mkdtempSync(join(tmpdir(), "redflag-back-up-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
for (const name of ["mnt/elsewhere/wal", "mnt/safe", "srv"]) mkdirSync(join(directory, name), { recursive: true });

/** The folders of the page, which are nobody's here. */
const here = (text: string) => text.replace(/(?<![\w.])\/(mnt|srv)\//g, `${directory}/$1/`);

function partOf(heading: string): GuideStep[] {
  const part = page.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? "";
  const steps = readGuide(part.replace(/^```conf[\s\S]*?^```$/m, ""));
  expect(steps.length).toBeGreaterThan(2);
  return steps;
}

interface Reader {
  env: Readonly<Record<string, string>>;
  user?: { uid: number; gid: number } | undefined;
  /** Other ports than the page's. */
  change?: (commands: string) => string;
}

/** Types the commands of some steps and looks for what they are to print. */
function follow(steps: readonly GuideStep[], { env, user, change = (commands) => commands }: Reader): void {
  let printed = { code: 0 as number | null, text: "" };
  for (const [i, step] of steps.entries()) {
    if (step.kind === "run") {
      const typed = change(here(step.commands.join("\n"))).replaceAll("npx pnpm redflag", '"$NODE" "$MAIN"');
      const { status, stdout, stderr } = spawnSync("/bin/sh", ["-e", "-c", typed], {
        cwd: directory,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...COMPILE_CACHE, PATH: process.env.PATH, NODE: process.execPath, MAIN: BUILT.redflag, ...env },
        ...user,
      });
      printed = { code: status, text: stdout + stderr };
      const next = steps[i + 1];
      expect(status, `${typed}\n${printed.text}`).toBe(next?.kind === "output" && next.fails ? 1 : 0);
    } else if (step.kind === "output") {
      for (const line of step.lines) expect(printed.text).toContain(here(line));
    } else throw new Error(`a step of another kind: ${step.kind}`);
  }
}

function redflag(env: Readonly<Record<string, string>>, ...words: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [BUILT.redflag, ...words], {
    encoding: "utf8",
    env: { ...COMPILE_CACHE, PATH: process.env.PATH, ...env },
  });
  expect(status, stderr).toBe(0);
}

test("the embedded database is copied, restored and looked at, and a tail that is missing is named", async () => {
  const dataDir = join(directory, "source");
  const env = { REDFLAG_DATA_DIR: dataDir };
  const signing = { ...env, REDFLAG_AUDIT_CHECKPOINTS: join(directory, "mnt/elsewhere/checkpoints.ndjson") };
  // Kept open, as by what runs on it.
  const server = await openEmbeddedPostgres({ dataDir });
  onTestFinished(() => server.release());
  redflag(env, "watchlist", "import", join(ROOT, "watchlists/demo"));
  const steps = partOf("The embedded database");
  follow(steps.slice(0, 2), { env });
  // After the copy.
  redflag(env, "subscriber", "create", "Kumru");
  redflag(signing, "audit", "checkpoint");
  await openInstallationKey(join(dataDir, "installation.key"));
  for (const name of readdirSync(dataDir).filter((each) => /\.(key|pem)$/.test(each))) {
    cpSync(join(dataDir, name), join(directory, "mnt/safe", name));
  }
  follow(steps.slice(2), { env });
});

/** Where a server's own programs are, of the version that its tools are of. */
function findPrograms(): string | undefined {
  const debians = [18, 17, 16, 15].map((version) => `/usr/lib/postgresql/${version}/bin`);
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...debians];
  const needed = ["initdb", "postgres", "pg_ctl", "pg_basebackup", "pg_dump", "pg_dumpall", "pg_restore", "psql"];
  return folders.find(
    (folder) => folder !== "" && needed.every((name) => spawnSync(join(folder, name), ["--version"]).status === 0),
  );
}
const programs = findPrograms();
if (programs === undefined) {
  process.stdout.write("\nNOT RUN: a server's own dump and base backup, for want of PostgreSQL's programs.\n");
}

test.runIf(programs)("a server of one's own is dumped, copied and taken back to a moment", async () => {
  const bin = programs ?? "";
  const user = unprivilegedUser();
  if (user !== undefined) {
    for (const name of ["", "mnt", "mnt/elsewhere", "mnt/elsewhere/wal", "srv"]) {
      chownSync(join(directory, name), user.uid, user.gid);
    }
  }
  const [port, second, third] = [await findFreePort(), await findFreePort(), await findFreePort()];
  const change = (commands: string) => commands.replaceAll("5433", `${second}`).replaceAll("5434", `${third}`);
  const PATH = `${bin}${delimiter}${process.env.PATH}`;
  const env = { PATH, PGHOST: "127.0.0.1", PGPORT: `${port}`, PGUSER: "postgres", HOME: directory };
  const type = (commands: string) => follow([{ kind: "run", commands: [commands] }], { env, user });
  const make = async (data: string, at: number, more: string) => {
    type(`initdb --pgdata=${data} --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync`);
    const settings = `port = ${at}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n${more}`;
    type(`cat >> ${data}/postgresql.conf <<'END'\n${settings}\nEND`);
    start(data);
    type(`until pg_isready --quiet --port=${at}; do sleep 0.1; done`);
  };
  const servers: ChildProcess[] = [];
  const start = (data: string) => {
    servers.push(spawn(join(bin, "postgres"), ["-D", data], { stdio: "ignore", cwd: directory, ...user }));
  };
  onTestFinished(async () => {
    spawnSync(join(bin, "pg_ctl"), ["--pgdata", join(directory, "srv/restored"), "--mode=immediate", "stop"], user);
    for (const server of servers) server.kill("SIGQUIT");
    await Promise.all(servers.map((server) => new Promise((resolve) => server.once("exit", resolve))));
  });

  const [, conf = ""] = /^```conf\n([\s\S]*?)^```$/m.exec(page) ?? [];
  await make(join(directory, "first"), port, here(conf));
  type(
    'psql --quiet --command="create role redflag login createrole" --command="create database redflag owner redflag"',
  );
  const owner = { ...env, REDFLAG_DATABASE_URL: `postgres://redflag@127.0.0.1:${port}/redflag` };
  redflag({ ...owner, REDFLAG_DATA_DIR: join(directory, "own") }, "watchlist", "import", join(ROOT, "watchlists/demo"));

  await make(join(directory, "other"), second, "");
  follow(partOf("A PostgreSQL of yours, as a dump"), { env, user, change });
  expect(() => type(`pg_dump --format=custom --file=${directory}/mnt/owners.dump --username=redflag redflag`)).toThrow(
    "query would be affected by row-level security policy",
  );

  const [copy, ...back] = partOf("A PostgreSQL of yours, to a point in time");
  if (copy === undefined) throw new Error("there is no step");
  follow([copy], { env, user });
  type('psql --quiet --command="create table kept ()" redflag');
  const { stdout } = spawnSync(join(bin, "psql"), ["--no-align", "--tuples-only", "--command=select now()"], {
    encoding: "utf8",
    env,
  });
  // What nobody wanted.
  type('psql --quiet --command="drop table list_entry cascade" --command="select pg_switch_wal()" redflag');
  type('psql --quiet --command="create table later ()" --command="select pg_switch_wal()" redflag');
  const moment = (commands: string) => change(commands).replace("2026-11-28 12:00:00+00", stdout.trim());
  type(`until ls ${directory}/mnt/elsewhere/wal | grep -q . ; do sleep 0.1; done`);
  follow(back, { env, user, change: moment });
  type(change(here('psql --quiet --port=5434 --command="select from kept, list_entry limit 1" redflag')));
  expect(() => type(change('psql --quiet --port=5434 --command="select from later" redflag'))).toThrow(
    "does not exist",
  );
});
