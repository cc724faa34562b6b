import pg from "pg";
import type { Cluster } from "../cluster.ts";
import { readCpuSeconds } from "../postgres-cpu.ts";
import type { WorkFigures } from "./work-figures.ts";

/** What one database has done since it was made. */
interface ServerWork {
  cpuSeconds: number;
  commits: number;
  walBytes: number;
  rowsWritten: number;
}

type Work = Omit<WorkFigures, "items" | "seconds">;

export interface Measured {
  cluster: Cluster;
  url: string;
  processes: ReadonlyArray<{ pid: number }>;
  /** A session tells of the rows that it has written when it has long been idle, or ends. */
  end(): Promise<void>;
}

/** Measures what processes and their PostgreSQL do until the work is done. Linux only. */
export async function measureWork(
  { cluster, url, processes, end }: Measured,
  table: "transfer" | "delivery",
  work: () => Promise<void>,
): Promise<Work> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const readOwn = () => processes.map(({ pid }) => readCpuSeconds(pid));
    const before = { own: readOwn(), server: await readServerWork(client, cluster, table) };
    await work();
    const after = { own: readOwn(), cpuSeconds: cluster.readOpenCpuSeconds() };
    await end();
    const server = await readServerWork(client, cluster, table);
    const own = after.own.map((seconds, i) => seconds - (before.own[i] ?? 0));
    const workersCpuSeconds = own.reduce((sum, seconds) => sum + seconds, 0);
    return {
      workers: processes.length,
      workersCpuSeconds,
      busiestPercent: (100 * Math.max(...own)) / workersCpuSeconds,
      postgresCpuSeconds: after.cpuSeconds - before.server.cpuSeconds,
      commits: server.commits - before.server.commits,
      walBytes: server.walBytes - before.server.walBytes,
      rowsWritten: server.rowsWritten - before.server.rowsWritten,
    };
  } finally {
    await client.end();
  }
}

async function readServerWork(client: pg.Client, cluster: Cluster, table: string): Promise<ServerWork> {
  const { rows } = await client.query<Omit<ServerWork, "cpuSeconds">>(
    `select
       (select xact_commit::float8 from pg_stat_database where datname = current_database()) as commits,
       pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as "walBytes",
       (select coalesce(sum(n_tup_ins), 0)::float8 from pg_stat_user_tables
         where relname = $1 or relname ~ ('^' || $1 || '_\\d+_\\d+$')) as "rowsWritten"`,
    [table],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("one row is asked for");
  return { ...row, cpuSeconds: cluster.readOpenCpuSeconds() };
}
