import pg from "pg";
import type { ReleasedDump } from "../released-dump.ts";

/** What grows without end, as far as a schema has it. */
const LARGE_TABLES =
  "transfer block coverage evidence alert event profile audit_entry list_entry shared_entry told_alert released_event delivery kept_proof set_address feed_pending alert_action rate".split(
    " ",
  );

interface Column {
  name: string;
  type: string;
  isKey: boolean;
}

/** Columns that hold another row's key. */
const REFERENCES = new Set(["alert_id", "group_id"]);

/** They have no more rows than there are blocks in the dump: more blocks would need more partitions. */
const ROW_PER_BLOCK = new Set(["block", "coverage"]);

/**
 * Copies the rows of each large table until it has so many: each copy has keys of its own, and the same keys in every table.
 * @returns how many rows each has then; a table without a row stays so
 */
export async function fillTables(client: pg.Client, rowCount: number): Promise<Map<string, number>> {
  const filled = new Map<string, number>();
  await client.query("set session_replication_role = replica");
  for (const table of LARGE_TABLES) {
    const columns = await listColumns(client, table);
    if (columns.length === 0) continue;
    const had = await countRows(client, table);
    if (had === 0) continue;
    filled.set(table, had);
    if (ROW_PER_BLOCK.has(table)) continue;
    const numbers = columns.filter(({ type, isKey }) => isKey && ["bigint", "integer"].includes(type));
    // Of a key with a chain, a block and a place in it, the place: a block further on would need another partition.
    const counted = numbers.at(-1)?.name;
    const values = columns.map(({ name, type, isKey }) => {
      if (name === counted) return `${name} + n * ${STEP}`;
      if (type === "bytea" && (isKey || REFERENCES.has(name)))
        return `substring(sha256(${name} || int4send(n)) for length(${name}))`;
      if (type === "uuid" && isKey) return `md5(${name}::text || n)::uuid`;
      return name;
    });
    const names = columns.map(({ name }) => name).join(", ");
    const copies = Math.ceil(rowCount / had);
    await client.query(
      `insert into ${table} (${names}) overriding system value
       select ${values.join(", ")} from ${table}, generate_series(1, ${copies - 1}) as n on conflict do nothing`,
    );
    filled.set(table, await countRows(client, table));
  }
  await client.query("set session_replication_role = origin");
  await client.query("analyze");
  return filled;
}

/** More than any key of a released dump reaches. */
const STEP = 10_000;

/** A dump's rows, on the tables and columns that an earlier schema has of it. @returns tables that do not fit */
export async function loadOlder(client: pg.Client, { tables, partitions }: ReleasedDump): Promise<string[]> {
  const unfit: string[] = [];
  await client.query("set session_replication_role = replica");
  for (const { parent, chain, ordinal, width } of partitions) {
    await client.query("select make_partition($1, $2, $3, $4)", [parent, chain, ordinal, width]);
  }
  for (const { name, columns, rows } of tables) {
    const known = new Map((await listColumns(client, name)).map((column) => [column.name, column.type]));
    if (known.size === 0 || !LARGE_TABLES.includes(name)) continue;
    const kept = columns
      .map(unquoted)
      .flatMap((column, i) => (known.has(column) ? [{ column, i, type: known.get(column) }] : []));
    const lines = rows.split("\n").filter((line) => line !== "");
    const values = lines.map((line) => {
      const fields = line.split("\t");
      return `(${kept.map(({ i, type }) => `${literal(fields[i] ?? "\\N")}::${type}`).join(", ")})`;
    });
    const names = kept.map(({ column }) => column).join(", ");
    await client
      .query(`insert into ${name} (${names}) overriding system value values ${values.join(", ")}`)
      .catch((error: unknown) => {
        if (!(error instanceof pg.DatabaseError)) throw error;
        unfit.push(`${name} (${error.message})`);
      });
  }
  await client.query("set session_replication_role = origin");
  return unfit;
}

function unquoted(name: string): string {
  return name.replaceAll('"', "");
}

/** A field of a COPY in text format. */
function literal(field: string): string {
  if (field === "\\N") return "null";
  const plain = field.replaceAll(/\\(.)/g, (_, letter: string) => ({ n: "\n", t: "\t", r: "\r" })[letter] ?? letter);
  return pg.escapeLiteral(plain);
}

async function listColumns(client: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
       exists (select from pg_index i where i.indrelid = a.attrelid and i.indisunique and a.attnum = any(i.indkey::int2[])) as "isKey"
     from pg_attribute a where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     order by a.attnum`,
    [table],
  );
  return rows;
}

async function countRows(client: pg.Client, table: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]?.count ?? 0;
}
