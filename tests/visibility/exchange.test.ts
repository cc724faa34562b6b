import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../test-database.ts";
import { A, A_SANDBOX, B, callerOf, insertTwoExchanges } from "./two-exchanges.ts";

/** Past the application: the bare driver, logged in as requests of an exchange are. */
const databaseUrl = await createTestDatabaseUrl();
const owner = new pg.Pool({ connectionString: databaseUrl, max: 1 });
afterAll(() => owner.end());
const pool = new pg.Pool({ connectionString: urlOf("redflag_exchange", databaseUrl), max: 1 });
afterAll(() => pool.end());
beforeAll(() => insertTwoExchanges(owner));

const DENIED = { code: "42501" };

async function as(subscriberId: string, db: pg.Pool | pg.PoolClient = pool): Promise<void> {
  await db.query("select set_config('redflag.subscriber', $1, false), set_config('redflag.caller', $2, false)", [
    subscriberId,
    callerOf(subscriberId),
  ]);
}

/** A connection of its own, thrown away afterwards: a failed test must not leave the next without. */
async function alone(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await work(client);
  } finally {
    client.release(true);
  }
}

async function column(text: string, values: readonly unknown[] = []): Promise<unknown[]> {
  const { rows } = await pool.query({ text, values: [...values], rowMode: "array" });
  return rows.map((row: unknown[]) => row[0]);
}

beforeEach(() => as(A));

/** Each table of webhooks, and of its rows whose they are. */
const WEBHOOK_OWNERS = [
  "subscriber_id from subscription",
  "subscription_id from subscription_secret",
  "subscriber_id from address_set",
  "set_id from set_address",
  "subscription_id from delivery",
  "subscription_id from delivery_attempt",
];

test("it is logged in as the exchanges' role, which is no superuser and passes by no policy", async () => {
  const { rows } = await pool.query(
    `select session_user = current_user as same, rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
      (select count(*)::int from pg_auth_members where member = pg_roles.oid) as memberships
     from pg_roles where rolname = current_user`,
  );
  const nothing = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, memberships: 0 };
  expect(rows).toEqual([{ same: true, rolname: "redflag_exchange", ...nothing }]);
});

test("it sees its own rows, and of subscribers its sandbox's besides", async () => {
  expect(await column("select payload ->> 'of' from released_event")).toEqual(["A", "A", "A"]);
  expect(await column("select name from api_key")).toEqual(["A"]);
  expect(await column("select body ->> 'of' from idempotent_answer")).toEqual(["A"]);
  expect(await column("select id from subscriber order by id")).toEqual([A, A_SANDBOX]);
  for (const query of WEBHOOK_OWNERS) expect(await column(`select distinct ${query}`), query).toEqual([A]);
  expect(await column("select count(*)::int from delivery")).toEqual([3]);
});

test("in its sandbox it sees the sandbox's only", async () => {
  await as(A_SANDBOX);
  expect(await column("select distinct payload ->> 'of' from released_event")).toEqual(["A's sandbox"]);
  expect(await column("select subscriber_id from api_key")).toEqual([A_SANDBOX]);
  expect(await column("select id from subscriber")).toEqual([A_SANDBOX]);
  for (const query of WEBHOOK_OWNERS) expect(await column(`select distinct ${query}`), query).toEqual([A_SANDBOX]);
});

test.each(["", "00000000-0000-4000-8000-000000000000"])("as nobody, %j, it sees nothing", async (nobody) => {
  await as(nobody);
  for (const table of ["released_event", "subscriber", "idempotent_answer"]) {
    expect(await column(`select 1 from ${table}`)).toEqual([]);
  }
  expect(await column("select id from api_key")).toEqual([]);
  for (const query of WEBHOOK_OWNERS) expect(await column(`select ${query}`), query).toEqual([]);
});

test.each([
  ["events", `select payload from released_event where subscriber_id = '${B}'`],
  ["an event by its id", `select payload from released_event where event_id = sha256('${B} 1')`],
  ["how many events", `select from released_event where subscriber_id <> '${A}' having count(*) > 0`],
  ["keys", `select name from api_key where subscriber_id = '${B}' or subscriber_id is null`],
  ["a key by its id", `select name from api_key where id = '${B}'`],
  ["answers", `select body from idempotent_answer where caller = '${callerOf(B)}'`],
  ["its name", `select name from subscriber where id = '${B}'`],
  ["webhooks", `select url from subscription where subscriber_id = '${B}'`],
  ["a webhook by its id", `select url from subscription where id = '${B}'`],
  ["when its secrets were made", `select created_at from subscription_secret where subscription_id = '${B}'`],
  ["sets of its addresses", `select name from address_set where id = '${B}'`],
  [
    "whether an address of one's own is in its set",
    `select from set_address where address_hash in (select address_hash from set_address) and set_id <> '${A}'`,
  ],
  ["deliveries", `select state from delivery where subscription_id = '${B}'`],
  ["a delivery by its event", `select state from delivery where event_id = sha256('${B} 1')`],
  ["attempts", `select request from delivery_attempt where subscription_id = '${B}'`],
  // A condition that tells by an error what it is given is not asked before the policy is.
  ["a name by an error", `select name from subscriber where 1 / (case name when 'B' then 0 else 1 end) < 0`],
])("of another exchange it does not see %s", async (_, query) => {
  expect(await column(query)).toEqual([]);
});

test.each([
  ["a key's hash", "select secret_hash from api_key"],
  ["all of a key", "select * from api_key"],
  ["a key by its hash", "select id from api_key where secret_hash = sha256('A')"],
  ["a key's whole row", "select to_jsonb(api_key) from api_key"],
  ["a hash as it is written", "update api_key set name = 'x' returning secret_hash"],
  ["a webhook's secret, its own too", "select sealed from subscription_secret"],
  ["a secret as it is written", "update subscription_secret set ends_at = now() returning sealed"],
  ["all of a secret", "select * from subscription_secret"],
  ["which key secrets rest under", "select id from installation_key"],
  ["how far deliveries have been made", "select position from fan_out"],
  ["people", "select email from app_user"],
  ["sessions", "select * from session"],
  ["alerts", "select * from alert"],
  ["evidence", "select * from evidence"],
  ["alert events", "select * from event"],
  ["list entries", "select * from list_entry"],
  ["which of a list's versions was shared", "select list_seq from shared_version"],
  ["lists", "select count(*) from list"],
  ["a partition", "select * from released_event join transfer on true"],
  ["passwords of logins", "select * from pg_authid"],
  ["what others' columns hold, by their statistics", "select * from pg_statistic"],
  ["files", "select pg_read_file('/etc/passwd')"],
  ["files by copying", "copy released_event to '/tmp/stolen'"],
  ["programs", "copy released_event to program 'cat'"],
])("it is refused %s", async (_, query) => {
  await expect(pool.query(query)).rejects.toMatchObject(DENIED);
});

test("the planner's statistics tell nothing of others' rows", async () => {
  await owner.query("analyze");
  expect(await column("select tablename from pg_stats where schemaname = 'public'")).toEqual([]);
});

test.each([
  [
    "give itself an event",
    `insert into released_event (subscriber_id, position, event_id, payload)
     values ('${A}', 9, sha256('x'), '{}')`,
  ],
  ["change an event", "update released_event set payload = '{}'"],
  ["delete its events", "delete from released_event"],
  ["empty a table", "truncate released_event"],
  ["lock a row", "select * from released_event for update"],
  ["lock a table", "begin; lock table released_event in exclusive mode"],
  ["make a key of another exchange", key(B, "exchange")],
  ["make a key of staff", key(null, "admin")],
  ["hand a key over", `update api_key set subscriber_id = '${B}'`],
  ["raise a key's scopes", "update api_key set scopes = array['users:write']"],
  ["make a key live longer", "update api_key set expires_at = 'infinity'"],
  ["change a key's hash", "update api_key set secret_hash = sha256('mine')"],
  ["delete a key", "delete from api_key"],
  [
    "answer for another",
    `insert into idempotent_answer (caller, key, request_hash, status)
     values ('${callerOf(B)}', 'two', sha256('x'), 200)`,
  ],
  ["make a webhook of another exchange", webhook(B)],
  ["hand a webhook over", `update subscription set subscriber_id = '${B}'`],
  ["begin a webhook at an earlier event", "update subscription set after_position = 0"],
  ["delete a webhook's row", "delete from subscription"],
  [
    "give another's webhook a secret",
    `insert into subscription_secret (subscription_id, seq, sealed) values ('${B}', 9, '')`,
  ],
  ["change a secret", "update subscription_secret set sealed = ''"],
  [
    "make a set of another exchange",
    `insert into address_set (id, subscriber_id, name) values (gen_random_uuid(), '${B}', 'x')`,
  ],
  [
    "put an address into another's set",
    `insert into set_address (set_id, address_hash) values ('${B}', substring(sha256('x') for 16))`,
  ],
  [
    "have an event delivered",
    `insert into delivery (subscription_id, event_id, position, state) values ('${A}', sha256('x'), 9, 'waiting')`,
  ],
  ["have another event delivered", "update delivery set event_id = sha256('x')"],
  ["claim a delivery", "update delivery set claimed_until = 'infinity'"],
  ["delete a delivery", "delete from delivery"],
  ["change what was sent", "update delivery_attempt set outcome = 'delivered'"],
  ["delete what was sent", "delete from delivery_attempt"],
  ["change an answer", "update idempotent_answer set status = 500"],
  ["rename itself", "update subscriber set name = 'B'"],
  ["open a subscriber", `insert into subscriber (id, name) values (gen_random_uuid(), 'C')`],
  ["become another role", "set role redflag_api"],
  ["become the owner", "set role postgres"],
  ["log in anew as another", "set session authorization redflag_api"],
  ["take a policy away", "drop policy own on released_event"],
  ["add a policy", "create policy mine on released_event using (true)"],
  ["end row security", "alter table released_event disable row level security"],
  ["no longer force it", "alter table released_event no force row level security"],
  [
    "put a trigger on a table",
    "create trigger t before insert on api_key execute function suppress_redundant_updates_trigger()",
  ],
  ["make a table", "create table mine (id int)"],
  ["make a function", "create function mine() returns int language sql as 'select 1'"],
  ["make a schema", "create schema mine"],
  ["make a partition", "select make_partition('block', 1, 0, 10)"],
  ["drop a partition", "select drop_partition(1, 0)"],
  ["grant everybody theirs", "select grant_access()"],
  ["pass by itself", "alter role redflag_exchange bypassrls"],
  ["end others' connections", "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'postgres'"],
])("it cannot %s", async (_, statement) => {
  await alone(async (client) => {
    await as(A, client);
    await expect(client.query(statement)).rejects.toMatchObject(DENIED);
  });
});

test.each([
  [
    "a key",
    `update api_key set name = 'x', version = version + 1 where subscriber_id <> '${A}' or subscriber_id is null`,
  ],
  ["a key by its id", `update api_key set revoked_at = now() where id = '${B}'`],
  ["a webhook", `update subscription set url = 'https://a.example/' where id = '${B}'`],
  ["a secret's end", `update subscription_secret set ends_at = now() where subscription_id = '${B}'`],
  ["a secret", `delete from subscription_secret where subscription_id <> '${A}'`],
  ["a set", `delete from address_set where id <> '${A}'`],
  ["an address", `delete from set_address where set_id <> '${A}'`],
  ["what is sent again", `update delivery set state = 'waiting', settled_at = null where subscription_id <> '${A}'`],
])("of another exchange it changes nothing: %s", async (_, statement) => {
  expect((await pool.query(statement)).rowCount).toBe(0);
});

test("what it may write it can: a key of its own, its name and its end, an answer", async () => {
  await pool.query(key(A, "exchange"));
  const changed = await pool.query(
    "update api_key set name = 'two', revoked_at = now(), version = 2 where name = 'new' returning id",
  );
  expect(changed.rowCount).toBe(1);
  const answer = `insert into idempotent_answer (caller, key, request_hash, status)
    values ('${callerOf(A)}', 'two', sha256('x'), 200) on conflict do nothing`;
  expect((await pool.query(answer)).rowCount).toBe(1);
  expect((await pool.query(answer)).rowCount).toBe(0);
});

test("it has webhooks of its own, which begin where it has come to, and has events sent again", async () => {
  const made = await pool.query(`${webhook(A)} returning after_position`);
  expect(made.rows).toEqual([{ after_position: "3" }]);
  const again = await pool.query("update delivery set state = 'waiting', settled_at = null, retry_count = 0");
  expect(again.rowCount).toBe(3);
});

test("without row security it is refused, and not shown all of it", () =>
  alone(async (client) => {
    await client.query("set row_security = off");
    await expect(client.query("select payload from released_event")).rejects.toMatchObject(DENIED);
    await client.query("reset all");
    await as("", client);
    expect((await client.query("select payload from released_event")).rows).toEqual([]);
  }));

test.each([
  "reset role",
  "reset session authorization",
  "set role none",
  "discard all",
  "set session authorization default",
])("%s makes it nobody else", async (statement) => {
  await pool.query(statement);
  expect(await column("select current_user || ' ' || session_user")).toEqual(["redflag_exchange redflag_exchange"]);
  await expect(pool.query("select * from alert")).rejects.toMatchObject(DENIED);
});

test("a statement that was prepared, and planned once for all, as one exchange sees the rows of whoever runs it", () =>
  alone(async (client) => {
    await client.query("set plan_cache_mode = force_generic_plan");
    const statement = { name: "events", text: "select distinct payload ->> 'of' as of from released_event" };
    for (const [id, name] of [
      [A, "A"],
      [B, "B"],
      [A, "A"],
    ] as const) {
      await as(id, client);
      expect((await client.query(statement)).rows).toEqual([{ of: name }]);
    }
  }));

test("a cursor ends with the transaction that it was opened in", () =>
  alone(async (client) => {
    await as(A, client);
    await client.query("begin; declare events cursor for select subscriber_id from released_event");
    expect((await client.query("fetch 1 from events")).rows).toEqual([{ subscriber_id: A }]);
    await client.query("rollback");
    await as(B, client);
    await expect(client.query("fetch 1 from events")).rejects.toMatchObject({ code: "34000" });
  }));

test.each([
  ["an error", "select 1 / 0", "rollback"],
  ["a statement that was cancelled", "select pg_cancel_backend(pg_backend_pid())", "rollback"],
  ["an error that nobody saw", "select 1 / 0", "commit"],
  ["nothing", "select 1", "rollback"],
  ["nothing, committed", "select 1", "commit"],
])("after %s in a transaction, its connection is nobody's", async (_, middle, end) => {
  const pid = "select pg_backend_pid() as pid";
  const used = await pool.connect();
  const { rows: was } = await used.query(pid);
  await used.query("set redflag.subscriber = ''; set redflag.caller = ''");
  await used.query(`begin; set local redflag.subscriber = '${A}'; set local redflag.caller = '${callerOf(A)}'`);
  expect((await used.query("select from released_event")).rowCount).toBe(3);
  await used.query(middle).catch(() => undefined);
  await used.query(end);
  used.release();
  expect((await pool.query(pid)).rows).toEqual(was);
  expect(await column("select 1 from released_event union all select 1 from idempotent_answer")).toEqual([]);
  expect(await column("select current_setting('redflag.subscriber') || current_setting('redflag.caller')")).toEqual([
    "",
  ]);
});

function webhook(subscriberId: string): string {
  return `insert into subscription (id, subscriber_id, name, url, filter, is_ordered, state)
    values (gen_random_uuid(), '${subscriberId}', 'new', 'https://a.example/', '{}', false, 'active')`;
}

function key(subscriberId: string | null, role: string): string {
  const subscriber = subscriberId === null ? "null" : `'${subscriberId}'`;
  return `insert into api_key (id, name, prefix, secret_hash, role, scopes, subscriber_id, created_by, expires_at)
    values (gen_random_uuid(), 'new', 'rf_', sha256('new'), '${role}', array['events:read'], ${subscriber}, 'x', now())`;
}
