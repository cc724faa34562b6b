import type { Address } from "@redflag/domain/address";
import type { Hex } from "@redflag/domain/hex";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import {
  countNewestAlertsAbout,
  listAlertedTransactions,
  listAlertIdsBetween,
  listSubjectsBetween,
} from "./alert-places.ts";
import { bytesOf } from "./bytes.ts";
import { rowsReadBy } from "./rows-read.samples.ts";

const db = await openTestDatabase();
const span = (digits: string, length: number) => ({
  from: `0x${digits.padEnd(length, "0")}` as Hex,
  to: `0x${digits.padEnd(length, "f")}` as Hex,
});
const subject = (digits: string): Address => `0x${digits.padEnd(40, "0")}`;

async function insertAlerts(about: Address, count: number, { chainId = 1, state = "final" } = {}): Promise<void> {
  await db.pool.query(
    `insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
       evidence_count, first_block, last_block, first_time, last_time, state, state_seq)
     select sha256($1::bytea || ($2::bigint || '/' || n)::bytea), $2::bigint, 'fan-in', 1, $1, 'HIGH', 'DIRECT', 300, sha256('one'), 1,
       n, n, now(), to_timestamp(n), $4, 0
     from generate_series(1, $3::integer) as n`,
    [bytesOf(about), chainId, count, state],
  );
}

const hot = subject("abcdef01");
await insertAlerts(hot, 20_000);
await insertAlerts(subject("abcdef02"), 3);
await insertAlerts(subject("abcdef02"), 2, { chainId: 56 });
await insertAlerts(subject("abcdef03"), 1, { state: "withdrawn" });
await insertAlerts(subject("abcdf0"), 1);
// Most subjects have one: that is what the planner takes any of them to have.
await db.pool.query(
  `insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision, evidence_count,
     first_block, last_block, first_time, last_time, state, state_seq, due_at)
   select sha256(id), chain_id, heuristic, 1, substring(sha256(id) for 20), severity, exposure, score, revision, 1, 1, 1, now(), now(),
     state, 0, due_at
   from alert where subject = $1 limit 10000`,
  [bytesOf(hot)],
);
await db.pool.query("analyze alert");

test("subjects that begin so are each named once, in order and bounded", async () => {
  const found = (digits: string, limit: number) => listSubjectsBetween(db.kysely, span(digits, 40), limit);
  expect(await found("abcdef", 9)).toEqual(["abcdef01", "abcdef02", "abcdef03"].map(subject));
  expect(await found("abcdef", 2)).toEqual(["abcdef01", "abcdef02"].map(subject));
  expect(await found("abcdf0", 9)).toEqual([subject("abcdf0")]);
  expect(await found("ab12", 9)).toEqual([]);
});

test("the newest alerts about each are counted by chain, withdrawn ones left out", async () => {
  const asked = [hot, subject("abcdef02"), subject("abcdef03"), subject("99")];
  const counts = await countNewestAlertsAbout(db.kysely, asked, 100);
  expect(new Set(counts)).toEqual(
    new Set([
      { subject: hot, chainId: 1, count: 100 },
      { subject: subject("abcdef02"), chainId: 1, count: 3 },
      { subject: subject("abcdef02"), chainId: 56, count: 2 },
    ]),
  );
});

test("a subject of twenty thousand alerts costs no more than one of a hundred", async () => {
  expect(await rowsReadBy(db, "alert", (tx) => listSubjectsBetween(tx, span("abcdef", 40), 9))).toBeLessThan(50);
  expect(await rowsReadBy(db, "alert", (tx) => countNewestAlertsAbout(tx, [hot], 100))).toBeLessThan(200);
  expect(await rowsReadBy(db, "alert", (tx) => listAlertIdsBetween(tx, span("0", 64), 9))).toBeLessThan(50);
});

test("a transaction is found by the findings on it, each alert counted once and so many findings read", async () => {
  const hash: Hex = `0x${"17".repeat(32)}`;
  await db.pool.query(
    `insert into evidence (alert_id, ordinal, chain_id, block_number, block_hash, block_time, log_index, tx_hash, tx_ordinal,
       token, sender, recipient, amount, heuristic_version, severity, exposure, score, reasons, revision)
     select id, ordinal, chain_id, case when chain_id = 1 then 7 else 9 end, id, to_timestamp(60), 0, $1, 0, subject, subject, subject,
       1, 1, severity, exposure, score, '[]', revision
     from alert, generate_series(0, 1) as ordinal where subject = $2`,
    [bytesOf(hash), bytesOf(subject("abcdef02"))],
  );
  const found = (bounds: { findings: number; limit: number }) => listAlertedTransactions(db.kysely, hash, bounds);
  expect(await found({ findings: 100, limit: 9 })).toEqual([
    { chainId: 1, blockNumber: 7, time: 60, alerts: 3, transfers: 0 },
    { chainId: 56, blockNumber: 9, time: 60, alerts: 2, transfers: 0 },
  ]);
  expect(await found({ findings: 100, limit: 1 })).toHaveLength(1);
  expect((await found({ findings: 1, limit: 9 })).map(({ alerts }) => alerts)).toEqual([1]);
});
