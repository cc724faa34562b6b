import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** What a process of Redflag does, as it names its sessions (`applicationName`). */
export type ProcessKind = "ingest" | "screen" | "refresh" | "notify" | "api" | "start" | "demo" | "cli";

export interface ConnectedProcesses {
  kind: ProcessKind;
  count: number;
}

const KINDS: readonly string[] = ["ingest", "screen", "refresh", "notify", "api", "start", "demo", "cli"];

/**
 * Processes that hold a session with this database, by what they do; whoever asks is left out. Two on hosts of their own are
 * told apart by where they come from, as far as the login may see that.
 */
export async function listConnectedProcesses(db: Executor): Promise<ConnectedProcesses[]> {
  const { rows } = await sql<{ kind: string; count: number }>`
    select substring(application_name from '^redflag[ _]([a-z]+)') as kind,
      count(distinct (coalesce(client_addr::text, ''), substring(application_name from '[0-9]+$')))::integer as count
    from pg_stat_activity
    where datname = current_database() and application_name ~ '^redflag[ _][a-z]+.* [0-9]+$'
      and application_name <> current_setting('application_name')
    group by 1 order by 1`.execute(db);
  return rows.flatMap(({ kind, count }) => (isKind(kind) ? [{ kind, count }] : []));
}

function isKind(word: string): word is ProcessKind {
  return KINDS.includes(word);
}
