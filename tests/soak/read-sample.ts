import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";

/** What the database says of itself. Ages are in seconds. */
export interface DatabaseSample {
  connections: number;
  /** Of a hundred rows that the tables hold. */
  deadPercent: number;
  tableBytes: number;
  indexBytes: number;
  /** Since the block was made that the lane furthest behind has screened last. */
  eventAgeS: number;
  /** The same of what is final, which waits for the chain. */
  finalAgeS: number;
  /** The same of what rules with a memory have judged. */
  depthAgeS: number;
  deliveriesOpen: number;
  alerts: number;
}

const SQL = `
  select
    (select count(*)::int from pg_stat_activity
      where backend_type = 'client backend' and datname = current_database() and application_name ~ '^redflag (ingest|screen|notify|api)') as connections,
    (select coalesce(100.0 * sum(n_dead_tup) / nullif(sum(n_dead_tup + n_live_tup), 0), 0)::float8 from pg_stat_user_tables) as "deadPercent",
    (select sum(pg_table_size(oid))::float8 from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace) as "tableBytes",
    (select sum(pg_indexes_size(oid))::float8 from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace) as "indexBytes",
    ${ageOf("head_position")} as "eventAgeS",
    ${ageOf("final_position")} as "finalAgeS",
    ${ageOf("depth_position")} as "depthAgeS",
    (select count(*)::int from delivery where state = 'waiting') as "deliveriesOpen",
    (select count(*)::int from alert) as alerts`;

function ageOf(position: string): string {
  return `(select coalesce(max(extract(epoch from now() - block.time)), 0)::float8
    from lane join block on block.chain_id = lane.chain_id and block.number = lane.${position})`;
}

export async function readDatabaseSample(client: pg.Client): Promise<DatabaseSample> {
  const { rows } = await client.query<DatabaseSample>(SQL);
  const [row] = rows;
  if (row === undefined) throw new Error("one row is asked for");
  return row;
}

/** The children of a server that runs, and itself. */
export function treeOf(rootPid: number): number[] {
  const parentOf = (pid: string) => Number(/^PPid:\s+(\d+)$/m.exec(statusOf(pid))?.[1]);
  return [
    rootPid,
    ...readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name) && parentOf(name) === rootPid)
      .map(Number),
  ];
}

/** What a process holds for itself alone: of PostgreSQL's many the shared part would be counted as often as there are. */
export function privateMb(pid: number): number {
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(statusOf(String(pid)))?.[1] ?? 0) / 1024;
}

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "soak" });
  await client.connect();
  return client;
}
