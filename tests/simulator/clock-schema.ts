import pg from "pg";

/** The schema of what only a simulated database has; before PostgreSQL's own in the search path of whoever lives by its clock. */
const SCHEMA = `
  create schema sim;
  grant usage on schema sim to public;

  create table sim.clock (since timestamptz primary key, says timestamptz not null);
  grant select on sim.clock to public;

  -- As PostgreSQL's own it says one thing for as long as a transaction lasts, whatever happens meanwhile.
  create function sim.now() returns timestamptz language sql stable as
    'select says from sim.clock where since <= pg_catalog.now() order by since desc limit 1';
  create function sim.clock_timestamp() returns timestamptz language sql volatile as
    'select says from sim.clock order by since desc limit 1';

  -- What exchanges were to be told, in order: the table itself forgets what they were given.
  create table sim.told (seq bigint primary key, event_id bytea not null, payload jsonb not null, list_ids text[] not null);
  grant insert on sim.told to public;
  create function sim.keep_told() returns trigger language plpgsql as $$
  begin
    insert into sim.told values (new.seq, new.event_id, new.payload, new.list_ids);
    return null;
  end
  $$;
  grant execute on all functions in schema sim to public;
  create trigger keep_told after insert on told_pending for each row execute function sim.keep_told();

  do $$
  declare each_one record;
  begin
    for each_one in
      select format('alter table %s alter column %I set default sim.now()', adrelid::regclass, attname) as change
      from pg_attrdef join pg_attribute on attrelid = adrelid and attnum = adnum
      where pg_get_expr(adbin, adrelid) = 'now()'
      union all
      select format('alter function %s set search_path = sim, pg_catalog, public, pg_temp', oid::regprocedure)
      from pg_proc where pronamespace = 'public'::regnamespace and prosrc ~ '(now|clock_timestamp)\\(\\)'
        and array_to_string(proconfig, ' ') like '%search_path=%'
    loop
      execute each_one.change;
    end loop;
  end
  $$;`;

export async function installClock(databaseUrl: string, says: Date): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(SCHEMA);
    await client.query("insert into sim.clock values (clock_timestamp(), $1)", [says]);
  } finally {
    await client.end();
  }
}
