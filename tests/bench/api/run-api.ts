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
import { seedEvents } from "../../../services/api/src/testing/seed-events.ts";
import { type Cluster, openCluster } from "../cluster.ts";
import { readCpuSeconds } from "../postgres-cpu.ts";
import { type ApiRow, type ApiRun, summarizeApi } from "./api-summary.ts";
import { seedSharedList } from "./shared-list.ts";

const CONTENDERS = {
  bare: import.meta.resolve("./bare-server.ts"),
  product: import.meta.resolve("./product-server.ts"),
};
const CONNECTIONS = 64;
const EVENTS = 10_000;
const LIST_ENTRIES = 1_000_000;
/** As many different ones are asked for, so that what is measured is not one row. */
const PATHS = 1_000;
const WARM_UP_S = 3;

/** What is asked of both, and how the two are called in the table. */
interface Question {
  names: readonly string[];
  paths: readonly string[];
}

export interface Server {
  contender: string;
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
 * One event by its id, and what a list of a million says of an address: from a bare route and from the API with key, role,
 * visibility and audit, both on one database, taking turns.
 */
export async function runApi({ seconds, rounds, onStep }: ApiBenchOptions): Promise<ApiRow[]> {
  const cluster = await openCluster();
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-bench-"));
  const servers: Server[] = [];
  try {
    const { env, secret, questions } = await seed(await cluster.createDatabase("api"));
    for (const [contender, program] of Object.entries(CONTENDERS))
      servers.push(await start(contender, program, { ...env, BENCH_DATA_DIR: dataDir }));
    const rows: ApiRow[] = [];
    for (const { names, paths } of questions) {
      const runs = new Map<string, ApiRun[]>(names.map((name) => [name, []]));
      for (let round = 1; round <= rounds; round++) {
        for (const [index, server] of servers.entries()) {
          const name = names[index] ?? server.contender;
          onStep(`${name}, ${round} of ${rounds}`);
          await cluster.checkpoint();
          await load(server, secret, paths, WARM_UP_S);
          const run = await measure(server, cluster, () => load(server, secret, paths, seconds));
          onStep(`${name}: ${Math.round(run.requestsPerSecond)} requests a second`);
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

async function seed(url: string) {
  const db = await openDatabase({ url, applicationName: "bench" });
  try {
    await migrate(db, join(import.meta.dirname, "../../../migrations"));
    const subscriberId = await seedSubscriber(db);
    const { secret } = await seedKey(db, "exchange", { subscriberId });
    const ids = await seedEvents(db, subscriberId, EVENTS);
    const addresses = await seedSharedList(db, LIST_ENTRIES);
    await db.pool.query("vacuum analyze");
    const questions: Question[] = [
      { names: ["bare", "product"], paths: ids.slice(0, PATHS).map((id) => `/v1/events/${id}`) },
      {
        names: ["bare list", "screening"],
        paths: addresses.slice(0, PATHS).map((address) => `/v1/addresses/${address}/screening`),
      },
    ];
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

export async function start(
  contender: string,
  program: string,
  env: Readonly<Record<string, string>>,
): Promise<Server> {
  const { PATH = "", BENCH_NODE_OPTIONS: NODE_OPTIONS = "" } = process.env;
  const server = spawn(process.execPath, [fileURLToPath(program)], {
    env: { PATH, NODE_OPTIONS, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = await Promise.race([once(server.stdout, "data"), once(server, "close")]);
  if (server.exitCode !== null) throw new Error(`${contender} ended with ${server.exitCode}`);
  return { contender, process: server, url: String(said[0]).trim() };
}

export async function stop(server: Server): Promise<void> {
  server.process.kill("SIGTERM");
  if (server.process.exitCode === null) await once(server.process, "close");
}

async function measure(server: Server, cluster: Cluster, work: () => Promise<autocannon.Result>): Promise<ApiRun> {
  const isMeasured = process.platform === "linux";
  const cpu = () => ({ server: readCpuSeconds(Number(server.process.pid)), postgres: cluster.readOpenCpuSeconds() });
  const before = isMeasured ? cpu() : undefined;
  const { requests, latency } = await work();
  const after = isMeasured ? cpu() : undefined;
  const microsecondsEach = (seconds: number) => (1e6 * seconds) / requests.total;
  return {
    requestsPerSecond: requests.average,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    ...(before !== undefined &&
      after !== undefined && {
        serverCpuUs: microsecondsEach(after.server - before.server),
        postgresCpuUs: microsecondsEach(after.postgres - before.postgres),
      }),
  };
}

async function load({ contender, url }: Server, secret: string, paths: readonly string[], seconds: number) {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    headers: { authorization: `Bearer ${secret}` },
    requests: paths.map((path) => ({ path })),
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${contender}: ${result.non2xx} answers were no success`);
  return result;
}
