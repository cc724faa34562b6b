import { sql } from "kysely";
import type { Executor } from "./database.ts";

/**
 * The schema as text, one statement-like line per fact, in an order that only the schema decides: a committed copy of
 * it shows in review what a migration changes. Partitions are data, so they are left out.
 */
export async function dumpSchema(db: Executor): Promise<string> {
  const columns = await sql<{ table: string; line: string }>`
    select c.relname as table,
           format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
             case when a.attnotnull then ' not null' else '' end,
             case when a.attidentity <> '' then ' generated always as identity'
                  when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end) as line
    from ${tables}
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    order by c.relname, a.attnum`.execute(db);
  const partitioning = await sql<{ table: string; line: string }>`
    select c.relname as table, '  partition by ' || pg_get_partkeydef(c.oid) as line
    from ${tables} where c.relkind = 'p'`.execute(db);
  const constraints = await sql<{ table: string; line: string }>`
    select c.relname as table, format('  constraint %I %s', k.conname, pg_get_constraintdef(k.oid)) as line
    from ${tables}
    join pg_constraint k on k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c', 'x')
    order by c.relname, k.contype, k.conname`.execute(db);
  const indexes = await sql<{ table: string; line: string }>`
    select c.relname as table, '  ' || pg_get_indexdef(i.indexrelid) as line
    from ${tables}
    join pg_index i on i.indrelid = c.oid
    where not exists (select from pg_constraint k where k.conindid = i.indexrelid)
    order by c.relname, 2`.execute(db);

  const views = await sql<{ table: string; line: string }>`
    select c.relname as table, '  as ' || ltrim(regexp_replace(pg_get_viewdef(c.oid), '\\s+', ' ', 'g')) as line
    from ${tables} where c.relkind = 'v'`.execute(db);

  const names = new Set(columns.rows.map((row) => row.table));
  const isView = (name: string) => views.rows.some((row) => row.table === name);
  const facts = [columns, partitioning, constraints, indexes, views].flatMap((result) => result.rows);
  return [...names]
    .flatMap((name) => [
      `${isView(name) ? "view" : "table"} ${name}`,
      ...facts.filter((fact) => fact.table === name).map((fact) => fact.line),
      "",
    ])
    .join("\n");
}

const tables = sql`(
  select oid, relname, relkind from pg_class
  where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v') and not relispartition
) c`;
