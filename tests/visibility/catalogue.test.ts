import { mayKnow } from "@redflag/domain/audience";
import { SHARINGS } from "@redflag/domain/entry";
import { SERVICE_ROLES } from "@redflag/store/service-role";
import { describe, expect, test } from "vitest";
import { openTestDatabase } from "../test-database.ts";
import { CASES, FUNCTIONS, PEOPLE, SHARED, WEBHOOKS, WRITES } from "./service-writes.ts";

/*
 * Every table, sequence, column and function that the catalogue knows, so that what a later migration makes is held to
 * this, too: whoever opens something new to a service writes it here, or into `service-writes.ts`.
 */

const db = await openTestDatabase();

const EXCHANGE = [
  "address_set",
  "api_key(created_at,created_by,expires_at,id,last_used_at,name,prefix,revoked_at,role,scopes,subscriber_id,version)",
  "delivery",
  "delivery_attempt",
  "freeze_event",
  "idempotent_answer",
  "released_event",
  "set_address",
  "shared_deposit",
  "shared_entry",
  "shared_exposure",
  "shared_version(created_at,ended_at,entry_count,list_id,seq)",
  "subscriber",
  "subscription",
  "subscription_secret(created_at,ends_at,seq,subscription_id)",
];
/** A row of theirs has others: whose those are is its to say. */
const OWNERS = ["address_set", "subscription"];
const EQUALITY = String.raw`[a-z_.]+ = \(?NULLIF\(current_setting\('redflag\.[a-z]+'::text, true\), ''::text\)(\)::uuid)?`;
/** The same, of what screening derives from these alone. */
const SHARED_VIEWS = ["shared_deposit", "shared_exposure"];
/** What anybody can read from the chain. */
const PUBLIC = ["freeze_event"];

/** Tables that a role has the privilege for; where it has it for some columns only, with their names. */
async function tablesWith(role: string, privilege: string): Promise<string[]> {
  const { rows } = await db.pool.query(
    `select relname || case when has_table_privilege($1, c.oid, $2) then '' else '(' || columns || ')' end as name
     from pg_class c, lateral (
       select string_agg(attname, ',' order by attname) as columns from pg_attribute
       where $2 in ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') and attrelid = c.oid and attnum > 0 and not attisdropped
         and has_column_privilege($1, c.oid, attnum, case when $2 in ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') then $2 else 'SELECT' end)
     ) as part
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
       and (has_table_privilege($1, c.oid, $2) or columns is not null)
     order by relname collate "C"`,
    [role, privilege],
  );
  return rows.map(({ name }) => name);
}

async function listTables(): Promise<string[]> {
  const { rows } = await db.pool.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')`,
  );
  return rows.map(({ relname }) => relname);
}

test("an exchange can read what is listed here and nothing else", async () => {
  expect(await tablesWith("redflag_exchange", "SELECT")).toEqual(EXCHANGE);
});

test("whatever an exchange can read of its own holds it to a policy, and so the owner; each of its policies is one equality, or that of the row that has it", async () => {
  const own = EXCHANGE.map((name) => name.replace(/\(.*/, "")).filter(
    (name) => ![...SHARED, ...SHARED_VIEWS, ...PUBLIC].includes(name),
  );
  const { rows } = await db.pool.query(
    `select relname, relrowsecurity and relforcerowsecurity as forced from pg_class
     where relnamespace = 'public'::regnamespace and relname = any($1) order by 1`,
    [own],
  );
  expect(rows).toHaveLength(own.length);
  expect(rows.filter(({ forced }) => !forced)).toEqual([]);
  const { rows: policies } = await db.pool.query(
    "select tablename, permissive, qual, with_check from pg_policies where 'redflag_exchange' = any(roles)",
  );
  expect(new Set(policies.map(({ tablename }) => tablename)).size).toBe(own.length);
  for (const { permissive, qual, with_check } of policies) {
    expect([permissive, with_check]).toEqual(["PERMISSIVE", null]);
    const [, owner] =
      /^\(EXISTS \( SELECT\s+FROM ([a-z_]+)\s+WHERE \(\(\1\.id = [a-z_]+\.[a-z_]+\) AND \(/.exec(qual) ?? [];
    if (owner === undefined) expect(qual).toMatch(new RegExp(`^\\(${EQUALITY}\\)$`));
    else
      expect([OWNERS, qual]).toEqual([
        expect.arrayContaining([owner]),
        expect.stringMatching(`${EQUALITY}\\)\\)\\)\\)$`),
      ]);
  }
});

test("what every exchange can read takes no entry that is not shared with them", async () => {
  await db.pool.query("insert into list (id, title, authority) values ('a', 'A', 'A')");
  const insert = (sharing: string) =>
    db.pool.query(
      `insert into shared_entry (list_id, entry_id, family, address, category, severity, authority, confidence, sharing, jurisdictions)
       values ('a', sha256($1::text::bytea), 'tron', substring(sha256('a') for 20), 'other', 'LOW', 'A', 100, $1::text, '{}')`,
      [sharing],
    );
  for (const sharing of SHARINGS) {
    if (mayKnow("exchange", { sharing })) await insert(sharing);
    else await expect(insert(sharing)).rejects.toMatchObject({ code: "23514" });
  }
  await db.pool.query("delete from shared_entry; delete from list");
});

test("passwords, sessions and hashes of keys are read by the API's staff alone", async () => {
  for (const role of ["redflag_ingest", "redflag_screen", "redflag_refresh"]) {
    const read = await tablesWith(role, "SELECT");
    // What people decided of a list stands when its publisher's next version comes.
    const proposals = role === "redflag_refresh" ? [] : ["list_proposal"];
    for (const table of [...PEOPLE, ...proposals, "released_event", "told_pending", "list_release", "private_watch"])
      expect(read).not.toContain(table);
    expect(read.filter((name) => name.startsWith("audit"))).toEqual([]);
  }
});

test("who watches what is read by screening, which alerts for it, and by the API's staff; why, by these alone", async () => {
  for (const role of SERVICE_ROLES) {
    const read = (await tablesWith(role, "SELECT")).filter((name) => /watch/.test(name));
    const results = ["watch_alert", "watch_epoch", "watch_past"];
    const expected: Partial<Record<typeof role, string[]>> = {
      redflag_screen: ["private_watch(address,ended_seq,family,first_seq,id,owner)", ...results, "watch_clock"],
      redflag_api: ["private_watch", ...results],
    };
    expect(read, role).toEqual((expected[role] ?? []).sort());
  }
});

test("a sealed secret is read by what signs with it alone, and an own address by nobody but who is asked for it", async () => {
  for (const role of SERVICE_ROLES) {
    const read = (await tablesWith(role, "SELECT")).filter((name) => WEBHOOKS.includes(name.replace(/\(.*/, "")));
    const facts = "subscription_secret(created_at,ends_at,seq,subscription_id)";
    const known = ["address_set", "delivery", "delivery_attempt"];
    const mayRead: Partial<Record<typeof role, string[]>> = {
      redflag_api: [...known, "fan_out", "installation_key", "subscription", facts],
      redflag_notify: WEBHOOKS,
      redflag_exchange: [...known, "set_address", "subscription", facts],
    };
    expect(read, role).toEqual(mayRead[role] ?? []);
  }
});

test("cases, and what people look for in lists of alerts, are read by the API's staff alone", async () => {
  for (const role of SERVICE_ROLES) {
    const read = (await tablesWith(role, "SELECT")).filter((name) => /^(?:case|saved)_/.test(name));
    expect(read, role).toEqual(role === "redflag_api" ? [...CASES, "saved_view"] : []);
  }
});

test("what a VASP supplies of its customers is read by screening, and where staff ask what a rule said", async () => {
  for (const role of SERVICE_ROLES) {
    const read = (await tablesWith(role, "SELECT")).filter((name) => name.startsWith("enrichment"));
    const mayRead: Partial<Record<typeof role, string[]>> = {
      redflag_screen: ["enrichment_list_version", "enrichment_row"],
      // `why` judges again as the lane did.
      redflag_api: ["enrichment_row"],
    };
    expect(read, role).toEqual(mayRead[role] ?? []);
  }
});

describe.each(SERVICE_ROLES)("%s", (role) => {
  test.each(["INSERT", "UPDATE", "DELETE"])("may %s its own and nothing else", async (privilege) => {
    expect(await tablesWith(role, privilege)).toEqual([...(WRITES[role][privilege] ?? [])].sort());
  });

  test.each(["TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"])("may %s nothing", async (privilege) => {
    expect(await tablesWith(role, privilege)).toEqual([]);
  });

  test("owns nothing, belongs to nobody, and may make nothing", async () => {
    const { rows } = await db.pool.query(
      `select
         (select count(*)::int from pg_shdepend where refobjid = r.oid and deptype = 'o') as owned,
         (select count(*)::int from pg_auth_members where member = r.oid) as memberships,
         has_schema_privilege(r.oid, 'public', 'create') as "makesTables",
         rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as "isMighty"
       from pg_roles r where rolname = $1`,
      [role],
    );
    expect(rows).toEqual([{ owned: 0, memberships: 0, makesTables: false, isMighty: false }]);
  });

  test("executes of our functions only its own", async () => {
    const { rows } = await db.pool.query(
      `select proname as name from pg_proc
       where pronamespace = 'public'::regnamespace and has_function_privilege($1, oid, 'execute')
         and prorettype <> 'trigger'::regtype and (prosecdef or provolatile = 'v') order by 1`,
      [role],
    );
    expect(rows.map(({ name }) => name)).toEqual(FUNCTIONS[role]);
  });
});

test("everybody has no right to any table, column or sequence", async () => {
  const { rows } = await db.pool.query(
    `select relname from pg_class, aclexplode(relacl) as a where relnamespace = 'public'::regnamespace and a.grantee = 0
     union all
     select attname from pg_attribute join pg_class on pg_class.oid = attrelid, aclexplode(attacl) as a
     where relnamespace = 'public'::regnamespace and a.grantee = 0`,
  );
  expect(rows).toEqual([]);
});

test("a function that works in the owner's name looks for names nowhere that others write to", async () => {
  const { rows } = await db.pool.query<{ proname: string; proconfig: string[] }>(
    `select proname, proconfig from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`,
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { proname, proconfig } of rows) {
    const paths = proconfig.filter((setting) => setting.startsWith("search_path"));
    expect(paths, proname).toEqual(["search_path=pg_catalog, public, pg_temp"]);
  }
});

test("what is made from now on nobody sees", async () => {
  const before = new Set(await listTables());
  await db.pool.query("create table later (id int); create function later() returns int language sql as 'select 1'");
  expect((await listTables()).filter((name) => !before.has(name))).toEqual(["later"]);
  for (const role of SERVICE_ROLES) {
    for (const privilege of ["SELECT", "INSERT", "UPDATE", "DELETE"]) {
      expect(await tablesWith(role, privilege)).not.toContain("later");
    }
    const { rows } = await db.pool.query("select has_function_privilege($1, 'later()', 'execute') as may", [role]);
    expect(rows).toEqual([{ may: false }]);
  }
  await db.pool.query("drop table later; drop function later()");
});
