import type pg from "pg";

export interface UniqueKey {
  table: string;
  name: string;
  columns: string[];
}

export interface ForeignKey extends UniqueKey {
  target: string;
  targetColumns: string[];
}

/** All tables but partitions, and all that must be unique or must be there, as the catalogue has it. */
export async function readKeys(
  pool: pg.Pool,
): Promise<{ columns: Map<string, string[]>; unique: UniqueKey[]; foreign: ForeignKey[] }> {
  const tables = await pool.query<{ table: string; columns: string[] }>(
    `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     group by 1 order by 1`,
  );
  const unique = await pool.query<UniqueKey>(
    `select t.relname as table, i.relname as name,
       array(select a.attname::text from unnest(x.indkey) k join pg_attribute a on a.attrelid = t.oid and a.attnum = k) as columns
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
     where x.indisunique and t.relnamespace = 'public'::regnamespace and not t.relispartition order by 1, 2`,
  );
  const names = (relation: string, numbers: string) =>
    `array(select a.attname::text from unnest(${numbers}) with ordinality as k(number, place)
       join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.number order by k.place)`;
  const foreign = await pool.query<ForeignKey>(
    `select conrelid::regclass::text as table, conname as name, ${names("conrelid", "conkey")} as columns,
       confrelid::regclass::text as target, ${names("confrelid", "confkey")} as "targetColumns"
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0 order by 1, 2`,
  );
  return {
    columns: new Map(tables.rows.map(({ table, columns }) => [table, columns])),
    unique: unique.rows,
    foreign: foreign.rows,
  };
}
