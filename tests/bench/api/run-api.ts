import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "@redflag/store/database";
import { migrate } from "@redflag/store/migrate";
import autocannon from "autocannon";
import { seedKey, seedSubscriber } from "../../../services/api/src/testing/seed-callers.ts";
import { seedEvents } from "../../../services/api/src/testing/seed-events.ts";
import { openCluster } from "../cluster.ts";

export interface ApiRow {
  contender: string;
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

const CONTENDERS = [
  ["bare", import.meta.resolve("./bare-server.ts")],
  ["product", import.meta.resolve("./product-server.ts")],
] as const;
const CONNECTIONS = 64;
const EVENTS = 10_000;
const WARM_UP_S = 3;

/** One event by its id, from a bare route and from the API with key, role, visibility and audit: both on one database. */
export async function runApi(seconds: number, onStep: (what: string) => void): Promise<ApiRow[]> {
  const cluster = await openCluster();
  try {
    const url = await cluster.createDatabase("api");
    const { subscriberId, secret, ids } = await seed(url);
    await cluster.checkpoint();
    const env = { PATH: process.env.PATH ?? "", BENCH_DATABASE_URL: url, BENCH_SUBSCRIBER: subscriberId };
    const rows: ApiRow[] = [];
    for (const [contender, program] of CONTENDERS) {
      onStep(`${contender}, ${seconds} s`);
      const server = spawn(process.execPath, [fileURLToPath(program)], {
        env: { ...env, NODE_OPTIONS: process.env.BENCH_NODE_OPTIONS ?? "" },
        stdio: ["ignore", "pipe", "inherit"],
      });
      try {
        const [said] = await once(server.stdout, "data");
        rows.push(await load(contender, String(said).trim(), secret, ids, seconds));
      } finally {
        server.kill("SIGTERM");
        await once(server, "close");
      }
    }
    return rows;
  } finally {
    await cluster.release();
  }
}

async function seed(url: string) {
  const db = await openDatabase({ url, applicationName: "bench" });
  try {
    await migrate(db, join(import.meta.dirname, "../../../migrations"));
    const subscriberId = await seedSubscriber(db);
    const { secret } = await seedKey(db, "exchange", { subscriberId });
    const ids = await seedEvents(db, subscriberId, EVENTS);
    await db.pool.query("analyze");
    return { subscriberId, secret, ids };
  } finally {
    await db.close();
  }
}

async function load(contender: string, url: string, secret: string, ids: readonly string[], seconds: number) {
  const options = {
    url,
    connections: CONNECTIONS,
    headers: { authorization: `Bearer ${secret}` },
    requests: ids.slice(0, 1_000).map((id) => ({ path: `/v1/events/${id}` })),
  };
  await autocannon({ ...options, duration: WARM_UP_S });
  const result = await autocannon({ ...options, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${contender}: ${result.non2xx} answers were no success`);
  const { requests, latency } = result;
  return { contender, requestsPerSecond: Math.round(requests.average), p50Ms: latency.p50, p99Ms: latency.p99 };
}

export function apiText(rows: readonly ApiRow[]): string {
  const bare = rows[0]?.requestsPerSecond ?? Number.NaN;
  const lines = rows.map(({ contender, requestsPerSecond, p50Ms, p99Ms }) =>
    [
      contender.padEnd(10),
      String(requestsPerSecond).padStart(8),
      `${Math.round((100 * requestsPerSecond) / bare)} %`.padStart(8),
      String(p50Ms).padStart(8),
      String(p99Ms).padStart(8),
    ].join(""),
  );
  return [`${"contender".padEnd(10)}   req/s of bare  p50 ms  p99 ms`, ...lines].join("\n");
}
