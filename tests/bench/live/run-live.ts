import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { formatAddress } from "@redflag/domain/address";
import { BUILT } from "../../built-processes.ts";
import { type Cluster, openCluster } from "../cluster.ts";
import { migrate, redflag } from "../contenders.ts";
import { listenToEvidence } from "../latency/committed-evidence.ts";
import { startWatching, type WatchingProgram } from "../latency/watching-process.ts";
import { readCpuSeconds, readMemoryMb } from "../postgres-cpu.ts";
import { LISTED_ADDRESSES } from "./live-draw.ts";
import { type LiveFigures, summarizeLive } from "./live-figures.ts";
import { type LiveServer, startLiveServer } from "./start-live-server.ts";

const BARE_POLL = fileURLToPath(import.meta.resolve("../latency/bare-poll.ts"));

/** Not counted: whatever a process does once only. */
const WARM_UP_SECONDS = 10;
/** From when it watches until the chains begin. */
const BEGIN_AFTER_MS = 2_000;
/** From the last block until everything must have been committed. */
const PATIENCE_MS = 60_000;

export interface LiveOptions {
  /** Measured, after a warm-up. */
  seconds: number;
  onStep: (what: string) => void;
}

interface LiveContender extends WatchingProgram {
  /** Makes the table that it commits to; the product's own come from `redflag migrate`. */
  schema?: string;
}

/** Nine chains in one process, at their own pace: a bare poll of them all first, then the product. */
export async function runLive({ seconds, onStep }: LiveOptions): Promise<LiveFigures[]> {
  const workDirectory = await mkdtemp(join(tmpdir(), "redflag-live-"));
  onStep("the chains");
  const server = await startLiveServer(WARM_UP_SECONDS + seconds);
  try {
    const cluster = await openCluster();
    try {
      const rows: LiveFigures[] = [];
      for (const [i, contenderOf] of [barePoll, product].entries()) {
        const databaseUrl = await cluster.createDatabase(`live_${i}`);
        const contender = contenderOf(server, databaseUrl, workDirectory);
        onStep(`${contender.name}, ${seconds} s`);
        if (contender.schema === undefined) await prepare({ endpoint: "", databaseUrl, workDirectory });
        await cluster.checkpoint();
        rows.push(await measureLive({ server, cluster, databaseUrl, contender, seconds }));
      }
      return rows;
    } finally {
      await cluster.release();
    }
  } finally {
    await server.stop();
    await rm(workDirectory, { recursive: true, force: true });
  }
}

function barePoll({ ports, chains }: LiveServer, databaseUrl: string): LiveContender {
  return {
    name: "bare poll",
    schema: "create table evidence (tx_hash bytea)",
    program: BARE_POLL,
    args: chains.map(({ name }) => `http://127.0.0.1:${ports[0]}/${name}`),
    env: { BENCH_DATABASE_URL: databaseUrl },
  };
}

/** As anybody would run it, with two endpoints for each chain. */
function product({ ports, chains }: LiveServer, databaseUrl: string, workDirectory: string): LiveContender {
  const endpoints = chains.map(({ name }): [string, string] => [
    `REDFLAG_RPC_${name.toUpperCase()}`,
    ports.map((port) => `http://127.0.0.1:${port}/${name}`).join(","),
  ]);
  return {
    name: "redflag start",
    program: BUILT.redflag,
    args: ["start", "--json"],
    env: {
      ...Object.fromEntries(endpoints),
      REDFLAG_DATABASE_URL: databaseUrl,
      REDFLAG_DATA_DIR: workDirectory,
    },
  };
}

async function prepare(place: { endpoint: string; databaseUrl: string; workDirectory: string }): Promise<void> {
  await migrate(place);
  const file = join(place.workDirectory, "listed.csv");
  const rows = (["eip155", "tron"] as const).flatMap((family) =>
    LISTED_ADDRESSES.map((address) => formatAddress(address, family)),
  );
  await writeFile(file, `address\n${rows.join("\n")}\n`);
  const options = ["--list", "bench", "--title", "Bench", "--authority", "Bench", "--category", "terrorist_financing"];
  await redflag(place, ["watchlist", "import", file, ...options]);
}

interface LiveRun {
  server: LiveServer;
  cluster: Cluster;
  databaseUrl: string;
  contender: LiveContender;
  seconds: number;
}

/** @throws when the alert of a listed payment was never committed */
async function measureLive({ server, cluster, databaseUrl, contender, seconds }: LiveRun): Promise<LiveFigures> {
  const evidence = await listenToEvidence(databaseUrl, contender.schema);
  const watching = await startWatching(contender);
  try {
    server.begin(Date.now() + BEGIN_AFTER_MS);
    const beginMs = performance.now() + BEGIN_AFTER_MS;
    const due = server.chains.flatMap(({ name, listed }) =>
      listed.flatMap(({ atMs, hash }) => (atMs < WARM_UP_SECONDS * 1_000 ? [] : [{ chain: name, atMs, hash }])),
    );
    await sleepUntil(beginMs + WARM_UP_SECONDS * 1_000);
    const before = readUsage(watching.pid, cluster);
    await sleepUntil(beginMs + (WARM_UP_SECONDS + seconds) * 1_000);
    const after = readUsage(watching.pid, cluster);
    const endMs = performance.now() + PATIENCE_MS;
    const isMissing = ({ hash }: { hash: string }) => !evidence.committedAtMs.has(hash);
    while (due.some(isMissing) && performance.now() < endMs) await sleep(50);
    const missing = due.filter(isMissing);
    if (missing.length > 0) throw new Error(`${contender.name}: ${missing.length} of ${due.length} alerts never came`);
    const payments = due.map(({ chain, atMs, hash }) => ({
      chain,
      latencyMs: (evidence.committedAtMs.get(hash) ?? Number.NaN) - beginMs - atMs,
    }));
    const percent = (key: "process" | "postgres") =>
      (100 * ((after?.[key] ?? Number.NaN) - (before?.[key] ?? Number.NaN))) / seconds;
    return summarizeLive(payments, {
      contender: contender.name,
      seconds,
      ...(after && { cpuPercent: { process: percent("process"), postgres: percent("postgres") } }),
      ...(after && { rssPeakMb: readMemoryMb(watching.pid).peak }),
    });
  } finally {
    await watching.stop();
    await evidence.close();
  }
}

/** CPU seconds since each began; undefined where the system does not tell. */
function readUsage(pid: number, cluster: Cluster): { process: number; postgres: number } | undefined {
  if (process.platform !== "linux") return undefined;
  return { process: readCpuSeconds(pid), postgres: cluster.readOpenCpuSeconds() };
}

function sleepUntil(atMs: number): Promise<void> {
  return sleep(Math.max(0, atMs - performance.now()));
}
