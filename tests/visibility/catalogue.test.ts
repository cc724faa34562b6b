import { mayKnow } from "@redflag/domain/audience";
import { SHARINGS } from "@redflag/domain/entry";
import { SERVICE_ROLES } from "@redflag/store/service-role";
import { describe, expect, test } from "vitest";
import { openTestDatabase } from "../test-database.ts";
import { OPERATIONS_WRITES } from "./operations-writes.ts";

/*
 * Every table, sequence, column and function that the catalogue knows, so that what a later migration makes is held to
 * this, too: whoever opens something new to a service writes it here.
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
/** The same for every exchange, and by a check nothing else than that. */
const SHARED = ["shared_entry", "shared_version"];
/** The same, of what screening derives from these alone. */
const SHARED_VIEWS = ["shared_deposit", "shared_exposure"];
/** What anybody can read from the chain. */
const PUBLIC = ["freeze_event"];
const PEOPLE = ["api_key", "app_user", "idempotent_answer", "oidc_flow", "session", "subscriber"];
/** What is approved becomes a version; a proposal and its decision are never changed. */
const LISTS = ["list", "list_decision", "list_entry", "list_proposal", "list_version", "private_watch", ...SHARED];
/** What people gather: staff's alone, and only added to but for what is named under UPDATE. */
const CASES = [
  ...[
    "case_alert",
    "case_attachment",
    "case_counter",
    "case_event",
    "case_file",
    "case_hold",
    "case_member",
    "case_note",
  ],
  "case_subject",
];
/** Where exchanges have events sent, and what became of each. */
const WEBHOOKS = [
  "address_set",
  "delivery",
  "delivery_attempt",
  "fan_out",
  "installation_key",
  "set_address",
  "subscription",
  "subscription_secret",
];
/** What comes of rules that are tried only. */
const SHADOW = ["shadow_block", "shadow_finding"];
const LEDGER = ["block", "bridge_event", "coverage", "issuer_event", "refused_log", "transfer"];

/** What each may do besides reading, by privilege. Nobody may truncate, refer to, or put a trigger on anything. */
const WRITES: Record<(typeof SERVICE_ROLES)[number], Record<string, string[]>> = {
  redflag_ingest: {
    INSERT: [...LEDGER, ...OPERATIONS_WRITES.ingest.INSERT, "disagreement", "lane", "rewind", "tip"],
    UPDATE: [
      ...["backfill(finished_at)", "block", "coverage", "lane(stopped_fork,stopped_reason)", "tip"],
      ...OPERATIONS_WRITES.ingest.UPDATE,
    ],
    DELETE: [...LEDGER, ...OPERATIONS_WRITES.ingest.DELETE],
  },
  redflag_screen: {
    INSERT: [
      ...[
        "alert(chain_id,evidence_count,exposure,first_block,first_time,heuristic,heuristic_version,id,last_block,last_time,revision,score,severity,state,state_seq,subject)",
        "cut",
        "cut_graph_state",
        "cut_profile",
        "epoch",
        "event",
        "evidence",
        "graph_state",
        "hop_lane",
        "hop_leg",
        "inferred_service",
        "kept_freeze",
        "lookback",
        "profile",
        "screening_gap",
        ...SHADOW,
        "succeeds",
        "told_alert",
        "told_pending",
        "watch_alert",
        "watch_epoch",
        "watch_past",
        "withheld",
      ],
    ],
    UPDATE: [
      // What people do with an alert is not a lane's to write.
      "alert(evidence_count,exposure,first_block,first_time,group_id,group_rank,group_size,heuristic_version,last_block,last_time,rank,revision,score,severity,state,state_seq,updated_at,worth,worth_usd_micros)",
      ...["cut", "cut_graph_state", "cut_profile", "evidence", "graph_state", "hop_lane", "hop_leg"],
      ...["hop_stage", "inferred_service", "lane", "lookback", "profile", "told_alert", "watch_alert", "withheld"],
    ],
    DELETE: [
      ...["cut_graph_state", "cut_profile", "evidence", "graph_state", "hop_leg", "inferred_service", "lookback"],
      ...["profile", "screening_gap", ...SHADOW, "withheld"],
    ],
  },
  redflag_refresh: {
    INSERT: ["list", "list_bucket", "list_entry", "list_held_part", "list_held_version", "list_version", ...SHARED],
    UPDATE: [
      "list(authority,title,url)",
      "list_entry(ended_seq)",
      "list_held_version(cleared_at,cleared_by)",
      "list_bucket",
      "list_version(account)",
      "shared_version(ended_at)",
      "list_source(attempted_at,body_sha256,failed_at,failure,failure_code,failure_count,next_attempt_at,succeeded_at,validators)",
    ],
    DELETE: ["list_bucket", "list_held_part", "shared_entry"],
  },
  redflag_api: {
    INSERT: [
      ...PEOPLE,
      ...LISTS,
      "list_bucket",
      "list_release",
      "released_event",
      "audit_checkpoint",
      "installation_key",
      "alert_action",
      "alert_disposition",
      "heuristic_setting",
      "review_policy",
      ...["saved_view", ...CASES, ...OPERATIONS_WRITES.api.INSERT],
    ],
    UPDATE: [
      ...[...PEOPLE, ...OPERATIONS_WRITES.api.UPDATE],
      "alert(assignee,closed_revision,disposition,due_at,follow_up_since,review,review_seq,snoozed_until)",
      "audit_checkpoint(left_at)",
      "case_alert(added_at,added_by,added_by_name,removed_at)",
      "case_attachment(bytes,removed_at)",
      "case_counter",
      "case_file(event_count,status,title,version)",
      "case_hold(lift_reason,lifted_at,lifted_by,lifted_by_name)",
      "case_member(removed_at,role)",
      "list(title)",
      "list_bucket",
      "list_entry(ended_seq)",
      "list_held_version(cleared_at,cleared_by)",
      "list_release(seq)",
      "private_watch(ended_at)",
      "saved_view(changed_at,is_shared,name,query,version)",
      "shared_version(ended_at)",
    ],
    DELETE: [...PEOPLE, "list_bucket", "list_held_part", "saved_view", "shared_entry", "told_pending"],
  },
  redflag_notify: {
    // The notice that a subscription was stopped.
    INSERT: ["delivery", "delivery_attempt", "fan_out", "installation_key", "released_event"],
    UPDATE: ["delivery", "fan_out", "subscription(failing_since,state,state_cause)"],
    // What has grown too old.
    DELETE: ["delivery", "delivery_attempt", "told_pending"],
  },
  redflag_exchange: {
    INSERT: [
      "address_set(changed_at,created_at,id,name,subscriber_id)",
      "set_address",
      "subscription(created_at,filter,id,is_ordered,name,state,subscriber_id,url)",
      "subscription_secret",
      "api_key(created_at,created_by,expires_at,id,name,prefix,role,scopes,secret_hash,subscriber_id)",
      "idempotent_answer",
    ],
    UPDATE: [
      "address_set(address_count,changed_at,version)",
      "api_key(name,revoked_at,version)",
      "delivery(is_held,next_at,retry_count,settled_at,state)",
      "subscription(deleted_at,failing_since,filter,is_ordered,name,state,state_cause,url,version)",
      "subscription_secret(ends_at)",
    ],
    DELETE: ["address_set", "set_address", "subscription_secret"],
  },
};
const FUNCTIONS: Record<(typeof SERVICE_ROLES)[number], string[]> = {
  redflag_ingest: ["index_partition", "make_partition"],
  redflag_screen: ["drop_partition"],
  redflag_refresh: ["append_audit"],
  redflag_api: ["append_audit", "place_events"],
  redflag_notify: [],
  redflag_exchange: ["append_audit"],
};

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
