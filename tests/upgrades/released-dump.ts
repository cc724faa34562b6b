import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/** All rows of a database as a released version left it. Its tables are those of the migrations, which never change. */
export interface ReleasedDump {
  version: string;
  /** Number of the last migration that the version had. */
  migration: number;
  partitions: Partition[];
  tables: Array<{ name: string; columns: string[]; rows: string }>;
  sequences: Array<{ name: string; last: string }>;
}

/** What `make_partition` was called with. */
interface Partition {
  parent: string;
  chain: number;
  ordinal: number;
  width: number;
}

const TABLES = `
  select c.relname as name, c.oid, array_agg(quote_ident(a.attname) order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  group by c.relname, c.oid order by c.relname`;

const PARTITIONS = `
  select parent.relname as parent, bound[1]::bigint as chain, (bound[2]::bigint / (bound[3]::bigint - bound[2]::bigint)) as ordinal,
    bound[3]::bigint - bound[2]::bigint as width
  from pg_inherits join pg_class part on part.oid = inhrelid join pg_class parent on parent.oid = inhparent,
    regexp_match(pg_get_expr(part.relpartbound, part.oid), '\\(''(\\d+)'', ''(\\d+)''\\) TO \\(''\\d+'', ''(\\d+)''\\)') as bound
  where parent.relkind = 'p' order by parent.relname, ordinal`;

/** As of one moment. */
export async function dumpReleased(url: string, version: string): Promise<Buffer> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const { rows: found } = await client.query<{ name: string; columns: string }>(
      `select name, array_to_string(columns, ',') as columns from (${TABLES}) t`,
    );
    const tables: ReleasedDump["tables"] = [];
    for (const { name, columns } of found) {
      const rows = await text(client.query(copyTo(`copy (select ${columns} from ${name}) to stdout`)));
      if (rows !== "") tables.push({ name, columns: columns.split(","), rows });
    }
    const partitions = await client.query<Record<keyof Partition, string>>(PARTITIONS);
    const sequences = await client.query<{ name: string; last: string }>(
      "select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public' and last_value is not null order by 1",
    );
    const newest = await client.query<{ number: number }>("select max(number) as number from migration");
    const dump: ReleasedDump = {
      version,
      migration: newest.rows[0]?.number ?? 0,
      partitions: partitions.rows.map(({ parent, chain, ordinal, width }) => ({
        parent,
        chain: Number(chain),
        ordinal: Number(ordinal),
        width: Number(width),
      })),
      tables,
      sequences: sequences.rows,
    };
    return gzipSync(JSON.stringify(dump), { level: 9 });
  } finally {
    await client.end();
  }
}

export function readReleased(bytes: Buffer): ReleasedDump {
  return JSON.parse(gunzipSync(bytes).toString("utf8")) as ReleasedDump;
}

/** Into a database with the tables of that version's migrations. What these put there is replaced by what was there. */
export async function loadReleased(url: string, { tables, partitions, sequences }: ReleasedDump): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const existing = await client.query<{ names: string }>(
      `select string_agg(quote_ident(name), ',') as names from (${TABLES}) t`,
    );
    await client.query("begin");
    // Rows are what they were: no trigger makes others of them, and no table has to come before another.
    await client.query("set local session_replication_role = replica");
    await client.query(`truncate ${existing.rows[0]?.names} cascade`);
    for (const { parent, chain, ordinal, width } of partitions) {
      await client.query("select make_partition($1, $2, $3, $4)", [parent, chain, ordinal, width]);
    }
    await client.query(`
      select index_partition(parent, name, chain_id, ordinal) from
        (values ('transfer', 'sender'), ('transfer', 'recipient'), ('issuer_event', 'account'), ('bridge_event', 'link')) as i (parent, name),
        jsonb_to_recordset('${JSON.stringify(partitions.filter(({ parent }) => parent === "block").map(({ chain, ordinal }) => ({ chain_id: chain, ordinal })))}') as p (chain_id bigint, ordinal bigint)`);
    for (const { name, columns, rows } of tables) {
      await pipeline(Readable.from([rows]), client.query(copyFrom(`copy ${name} (${columns.join(",")}) from stdin`)));
    }
    for (const { name, last } of sequences) await client.query("select setval($1::regclass, $2)", [name, last]);
    await client.query("commit");
  } finally {
    await client.end();
  }
}
