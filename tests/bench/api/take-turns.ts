import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Database, openDatabase } from "@redflag/store/database";
import { migrate } from "@redflag/store/migrate";
import { giveLogin } from "@redflag/store/service-login";
import type { ServiceRole } from "@redflag/store/service-role";
import autocannon from "autocannon";
import { seedKey, seedSubscriber } from "../../../services/api/src/testing/seed-callers.ts";
import { type Cluster, openCluster } from "../cluster.ts";
import { readCpuSeconds } from "../postgres-cpu.ts";
import { type ApiRow, type ApiRun, summarizeApi } from "./api-summary.ts";

const CONTENDERS = {
  bare: import.meta.resolve("./bare-server.ts"),
  product: import.meta.resolve("./product-server.ts"),
};
const CONNECTIONS = 64;
const WARM_UP_S = 3;
const ANSWER_TIMEOUT_S = 60;

/** The same asked of both. */
export interface Question {
  /** How each of the two is called in the table, the bare one first. */
  contenders: ReadonlyArray<{ name: string; requests: readonly autocannon.Request[] }>;
  /** What is counted of one answer: how many addresses it is about. 1 unless told. */
  partsEach?: number;
  connections?: number;
}

type Load = Pick<Question, "connections"> & Pick<Question["contenders"][number], "requests">;

export interface Server {
  process: ChildProcess;
  url: string;
}

export interface ApiBenchOptions {
  /** How long each contender is loaded in each round. */
  seconds: number;
  rounds: number;
  onStep(what: string): void;
}

/**
 * Asks a bare route and the API with key, role, visibility and audit the same, both on one database, taking turns.
 * @param seed fills the database and says what is asked
 */
export async function takeTurns(
  seed: (db: Database, subscriberId: string) => Promise<readonly Question[]>,
  { seconds, rounds, onStep }: ApiBenchOptions,
): Promise<ApiRow[]> {
  const cluster = await openCluster();
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-bench-"));
  const servers: Server[] = [];
  try {
    const { env, secret, questions } = await prepare(await cluster.createDatabase("api"), seed);
    for (const program of Object.values(CONTENDERS)) {
      servers.push(await start(program, { ...env, BENCH_DATA_DIR: dataDir }));
    }
    const rows: ApiRow[] = [];
    for (const question of questions) {
      const runs = new Map<string, ApiRun[]>(question.contenders.map(({ name }) => [name, []]));
      for (let round = 1; round <= rounds; round++) {
        for (const [index, { name, requests }] of question.contenders.entries()) {
          const server = servers[index] as Server;
          onStep(`${name}, ${round} of ${rounds}`);
          await cluster.checkpoint();
          const work = (duration: number) => load(server, secret, { ...question, requests }, duration);
          await work(WARM_UP_S);
          const run = await measure(server, cluster, question.partsEach ?? 1, () => work(seconds));
          onStep(`${name}: ${Math.round(run.answersPerSecond)} a second`);
          runs.get(name)?.push(run);
        }
      }
      rows.push(...summarizeApi(runs));
    }
    return rows;
  } finally {
    for (const server of servers) await stop(server);
    await cluster.release();
    await rm(dataDir, { recursive: true });
  }
}

async function prepare(url: string, seed: Parameters<typeof takeTurns>[0]) {
  const db = await openDatabase({ url, applicationName: "bench" });
  try {
    await migrate(db, join(import.meta.dirname, "../../../migrations"));
    const subscriberId = await seedSubscriber(db);
    const { secret } = await seedKey(db, "exchange", { subscriberId });
    const questions = await seed(db, subscriberId);
    await db.pool.query("vacuum analyze");
    const env = {
      BENCH_DATABASE_URL: url,
      BENCH_SUBSCRIBER: subscriberId,
      BENCH_STAFF_URL: await loginUrl(db, url, "redflag_api"),
      BENCH_EXCHANGE_URL: await loginUrl(db, url, "redflag_exchange"),
    };
    return { env, secret, questions };
  } finally {
    await db.close();
  }
}

export async function loginUrl(db: Database, url: string, role: ServiceRole): Promise<string> {
  const login = new URL(url);
  login.username = role;
  login.password = await giveLogin(db, role);
  return login.href;
}

export async function start(program: string, env: Readonly<Record<string, string>>): Promise<Server> {
  const { PATH = "", BENCH_NODE_OPTIONS: NODE_OPTIONS = "" } = process.env;
  const server = spawn(process.execPath, [fileURLToPath(program)], {
    env: { PATH, NODE_OPTIONS, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = await Promise.race([once(server.stdout, "data"), once(server, "close")]);
  if (server.exitCode !== null) throw new Error(`${program} ended with ${server.exitCode}`);
  return { process: server, url: String(said[0]).trim() };
}

export async function stop(server: Server): Promise<void> {
  server.process.kill("SIGTERM");
  if (server.process.exitCode === null) await once(server.process, "close");
}

async function measure(
  server: Server,
  cluster: Cluster,
  partsEach: number,
  work: () => Promise<autocannon.Result>,
): Promise<ApiRun> {
  const isMeasured = process.platform === "linux";
  const cpu = () => ({ server: readCpuSeconds(Number(server.process.pid)), postgres: cluster.readOpenCpuSeconds() });
  const before = isMeasured ? cpu() : undefined;
  const { requests, latency } = await work();
  const after = isMeasured ? cpu() : undefined;
  const microsecondsEach = (seconds: number) => (1e6 * seconds) / (requests.total * partsEach);
  return {
    answersPerSecond: requests.average * partsEach,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    ...(before !== undefined &&
      after !== undefined && {
        serverCpuUs: microsecondsEach(after.server - before.server),
        postgresCpuUs: microsecondsEach(after.postgres - before.postgres),
      }),
  };
}

async function load(
  { url }: Server,
  secret: string,
  { requests, connections = CONNECTIONS }: Load,
  seconds: number,
): Promise<autocannon.Result> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    // However long others hold the machine up.
    timeout: ANSWER_TIMEOUT_S,
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    requests: [...requests],
  });
  const { non2xx, errors, timeouts } = result;
  if (non2xx > 0 || errors > 0) {
    throw new Error(`${url}: ${non2xx} answers were no success, ${errors} did not come, ${timeouts} of them in time`);
  }
  return result;
}
