import { sql } from "kysely";
import type { Executor } from "./database.ts";

/**
 * Who may do what with the schema as text, beside the owner: rights and policies of each table and view, and the functions. As the
 * schema's own, a committed copy of it shows in review what a migration opens. Partitions are data, so they are left out.
 */
export async function dumpAccess(db: Executor): Promise<string> {
  const rights = await sql<{ table: string; line: string }>`
    select relname as table, format('  grant %s to %s', string_agg(what, ', ' order by what), g.name) as line
    from (
      select c.oid, relname, a.grantee, lower(a.privilege_type) as what from ${tables}, aclexplode(relacl) as a
      union all
      select c.oid, relname, a.grantee,
        format('%s (%s)', lower(a.privilege_type), string_agg(attname, ', ' order by attnum))
      from ${tables} join pg_attribute on attrelid = c.oid and attnum > 0, aclexplode(attacl) as a
      group by c.oid, relname, a.privilege_type, a.grantee
    ) as a, ${grantee}
    where not exists (select from pg_class t where t.oid = a.oid and t.relowner = a.grantee)
    group by relname, g.name
    order by relname, g.name`.execute(db);
  const policies = await sql<{ table: string; line: string }>`
    select c.relname as table, line
    from ${tables} join pg_class t on t.oid = c.oid, lateral (
      select '  row security' || case when t.relforcerowsecurity then ', forced' else '' end as line where t.relrowsecurity
      union all
      select format('  policy %I for %s to %s using (%s)', policyname, lower(cmd), array_to_string(roles, ', '), qual)
        || coalesce(' with check (' || with_check || ')', '')
      from pg_policies where schemaname = current_schema() and tablename = c.relname
    ) as facts
    order by c.relname, line`.execute(db);
  const functions = await sql<{ line: string }>`
    select format('function %s returns %s%s', p.oid::regprocedure, pg_get_function_result(p.oid),
             case when prosecdef then ' security definer' else '' end)
           || coalesce((select string_agg(E'\n  grant execute to ' || g.name, '' order by g.name)
                from aclexplode(coalesce(proacl, acldefault('f', proowner))) as a, ${grantee}
                where a.grantee <> proowner), '') as line
    from pg_proc p where pronamespace = current_schema()::regnamespace
    order by 1`.execute(db);

  const facts = [...policies.rows, ...rights.rows];
  return [...new Set(facts.map((fact) => fact.table))]
    .sort()
    .flatMap((name) => [`table ${name}`, ...facts.filter((fact) => fact.table === name).map((fact) => fact.line), ""])
    .concat(
      functions.rows.map(({ line }) => line),
      "",
    )
    .join("\n");
}

const grantee = sql`lateral (select case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee) end as name) g`;

const tables = sql`(
  select oid, relname, relacl from pg_class
  where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') and not relispartition
) c`;
