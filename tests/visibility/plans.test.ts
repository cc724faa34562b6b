import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../test-database.ts";

const databaseUrl = await createTestDatabaseUrl();
const owner = connect(databaseUrl);
const staff = connect(urlOf("redflag_api", databaseUrl));
const exchange = connect(urlOf("redflag_exchange", databaseUrl));
const ONE = "00000000-0000-4000-8000-000000000001";

function connect(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 1 });
  afterAll(() => pool.end());
  return pool;
}

/** Two hundred subscribers with a hundred events each, and keys. */
beforeAll(async () => {
  await owner.query(`
    insert into subscriber (id, name)
      select format('00000000-0000-4000-8000-%s', lpad(n::text, 12, '0'))::uuid, n::text from generate_series(1, 200) as n;
    insert into released_event (subscriber_id, position, event_id, payload)
      select id, place, sha256(format('%s %s', id, place)::bytea), '{}' from subscriber, generate_series(1, 100) as place;
    insert into api_key (id, name, prefix, secret_hash, role, scopes, subscriber_id, created_by, expires_at)
      select gen_random_uuid(), name, 'rf_', sha256(format('%s %s', id, place)::bytea), 'exchange', '{events:read}', id,
        'system', now() from subscriber, generate_series(1, 20) as place;
    insert into idempotent_answer (caller, key, request_hash, status)
      select 'key:' || id, place, sha256('x'), 200 from subscriber, generate_series(1, 50) as place`);
  await owner.query("analyze");
  await exchange.query(`set redflag.subscriber = '${ONE}'; set redflag.caller = 'key:${ONE}'`);
});

async function planOf(pool: pg.Pool, query: string): Promise<string> {
  const { rows } = await pool.query(`explain (costs off) ${query}`);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

const READS = [
  [
    "events after a position",
    `select payload from released_event where subscriber_id = '${ONE}' and position > 10 order by position limit 5`,
  ],
  ["a key by its hash", "select id from api_key where secret_hash = sha256('x')"],
  ["a subscriber's keys", `select id from api_key where subscriber_id = '${ONE}' order by created_at, id limit 5`],
  ["an answer", `select status from idempotent_answer where caller = 'key:${ONE}' and key = '7'`],
] as const;

test.each(READS)("staff read %s as if there were no policy", async (_, query) => {
  // The owner is a superuser here, whom policies do not reach at all.
  const plan = await planOf(owner, query);
  expect(await planOf(staff, query)).toBe(plan);
  expect(plan).toContain("Index");
  expect(plan).not.toContain("current_setting");
});

test.each([
  [
    "events after a position",
    "select payload from released_event where position > 10 order by position limit 5",
    "released_event_pkey",
  ],
  ["keys", "select id from api_key order by created_at, id limit 5", "api_key_subscriber"],
  ["an answer", "select status from idempotent_answer where key = '7'", "idempotent_answer_pkey"],
])("an exchange's own %s are found by the policy's equality in the index", async (_, query, index) => {
  const plan = await planOf(exchange, query);
  expect(plan).toContain(`using ${index}`);
  expect(plan).toMatch(/Index Cond: .*current_setting/);
  expect(plan).not.toMatch(/Seq Scan|Sort/);
});
