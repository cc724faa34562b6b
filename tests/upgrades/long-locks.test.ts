import { join } from "node:path";
import { listMigrationFiles } from "@redflag/store/migration-file";
import { describe, expect, test } from "vitest";
import { findLongLocks } from "./long-locks.ts";

/** Those before were applied to databases that nobody but their developers had. */
const LAST_BEFORE = 53;

test("no migration keeps others waiting for as long as a table is large, or it says why it does not", async () => {
  const files = await listMigrationFiles(join(import.meta.dirname, "../../migrations"));
  const found = files
    .filter(({ number }) => number > LAST_BEFORE)
    .flatMap(({ name, sql }) => findLongLocks(sql).map((fault) => `${name}: ${fault}`));
  expect(found).toEqual([]);
});

describe("what is found", () => {
  test.each([
    "create index transfer_a on transfer (amount)",
    "create unique index on alert (id)",
    "alter table alert add column tag uuid not null default gen_random_uuid()",
    "alter table alert add column n bigint generated always as identity",
    "alter table alert alter column score set not null",
    "alter table alert alter column score type numeric",
    "alter table alert add constraint fits check (score > 0)",
    "alter table alert add foreign key (a) references b (c)",
    "alter table alert add column b integer references b (c)",
    "alter table alert add constraint one unique (a)",
    "alter table alert set unlogged",
    "update event set a = 1",
    "delete from event",
    "vacuum full event",
    "lock table event in share mode",
    "do $$ begin update event set a = 1; end $$",
    "alter table alert add constraint fits check (a > 0) not valid; alter table alert validate constraint fits",
  ])("%s", (sql) => {
    expect(findLongLocks(`${sql};`)).toHaveLength(1);
  });
});

describe("what is not", () => {
  test.each([
    "create index concurrently transfer_a on transfer (amount)",
    "create table a (id integer); create index on a (id); alter table a add unique (id); update a set id = 1",
    "alter table alert add column tag text not null default 'none'",
    "alter table alert add column seen_at timestamptz not null default now()",
    "alter table alert add constraint fits check (score > 0) not valid",
    "alter table alert validate constraint fits",
    "alter table alert add constraint one unique using index alert_one",
    "insert into service_right values ('a', 'select', 'update event; delete from event'); update service_right set a = 1",
    "create function f() returns void language plpgsql as $$ begin update event set a = 1; end $$",
    "-- safe: of a table that nobody has used yet\nupdate event set a = 1",
  ])("%s", (sql) => {
    expect(findLongLocks(`${sql};`)).toEqual([]);
  });
});
