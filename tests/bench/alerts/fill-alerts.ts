import type { Database } from "@redflag/store/database";

/** Alerts that have evidence: a page of the list never reads any, a search by transaction does. */
const WITH_EVIDENCE = 200_000;
const PIECE = 500_000;
/** A busy address has so many of all. */
const BUSY_SHARE = 200;

/**
 * So many alerts as some years leave: over a year of block time, 98 % of them closed, the newest mostly open, two thirds in
 * groups of three. Written past the triggers, and indexed afterwards.
 */
export async function fillAlerts(db: Database, count: number, onStep: (what: string) => void): Promise<void> {
  const { rows: indexes } = await db.pool.query<{ indexname: string; indexdef: string }>(
    `select indexname, indexdef from pg_indexes
     where schemaname = 'public' and tablename in ('alert', 'evidence') and indexname !~ '_pkey$'`,
  );
  for (const { indexname } of indexes) await db.pool.query(`drop index ${indexname}`);
  // With what refers to it, which nothing here asks for.
  await db.pool.query("alter table alert drop constraint alert_pkey cascade");
  await db.pool.query(
    `insert into app_user (id, email, name, roles, password_hash)
     select md5('p' || i)::uuid, 'p' || i || '@example.org', 'Person ' || i, '{analyst}', 'x' from generate_series(0, 19) i`,
  );
  const client = await db.pool.connect();
  try {
    await client.query("set session_replication_role = replica; set synchronous_commit = off");
    for (let from = 0; from < count; from += PIECE) {
      onStep(`alerts ${from} of ${count}`);
      await client.query(
        INSERT_ALERTS.replaceAll("$1", String(from))
          .replaceAll("$2", String(Math.min(count, from + PIECE) - 1))
          .replaceAll("$3", String(count)),
      );
    }
    onStep("evidence");
    await client.query(INSERT_EVIDENCE.replaceAll("$1", String(Math.max(1, Math.floor(count / WITH_EVIDENCE)))));
    await client.query("set session_replication_role = origin; set maintenance_work_mem = '1GB'");
    await client.query("alter table alert add primary key (id)");
    for (const { indexname, indexdef } of indexes) {
      onStep(`index ${indexname}`);
      await client.query(indexdef);
    }
    onStep("vacuum");
    await client.query("vacuum (analyze) alert");
    await client.query("vacuum (analyze) evidence");
  } finally {
    client.release(true);
  }
}

const INSERT_ALERTS = `
  insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
    evidence_count, first_block, last_block, first_time, last_time, state, state_seq, created_at, updated_at, group_id, rank,
    group_rank, group_size, review, assignee, disposition, due_at, snoozed_until, closed_revision, worth,
    worth_usd_micros)
  select sha256(i::text::bytea), (array[1, 8453, 42161, 728126428])[1 + h % 4],
    (array['watchlist-hit', 'structuring', 'rapid-pass-through', 'same-split', 'fan-in', 'dormant-then-active'])[1 + h % 6], 1,
    case when i % ${BUSY_SHARE} = 7 then '\\x00112233445566778899aabbccddeeff00112233'::bytea
      else substr(sha256(('s' || i % 3000000)::bytea), 1, 20) end,
    severity, case when h % 3 = 0 then 'DIRECT' when h % 3 = 1 then 'BEHAVIORAL' else 'INDIRECT' end,
    rank, sha256(i::text::bytea), 1 + h % 5, i, i, at - interval '1 hour', at, state, 1, at + interval '10 seconds', at,
    case when stands then sha256(leader::text::bytea) end, case when stands then rank end,
    case when stands and leader = i then rank + 20 end, case when stands and leader = i then 3 end,
    review, case when review in ('assigned', 'snoozed') or review = 'closed' and h % 2 = 0 then md5('p' || h % 20)::uuid end,
    case when review = 'closed' then
      (array['true_positive', 'false_positive', 'false_positive', 'legitimate_service', 'humanitarian',
        'junction_no_adverse_finding', 'inconclusive'])[1 + h % 7] end,
    at + interval '72 hours', case when review = 'snoozed' then '2027-01-01T00:00:00Z'::timestamptz end,
    case when review = 'closed' then sha256(i::text::bytea) end,
    case when stands then jsonb_build_object(case when h % 10 = 0 then 'TRY' else 'USD' end, (h % 1000000000)::text) end,
    case when stands and h % 10 <> 0 then h % 1000000000 else -1 end
  from generate_series($1, $2) i,
    lateral (select abs(hashint8(i::bigint)) as h, i - i % 3 as leader,
      '2025-01-01T00:00:00Z'::timestamptz + (i::double precision / $3) * interval '365 days' as raw) one,
    lateral (select date_trunc('second', raw) as at,
      case when h % 100 < 2 then 'withdrawn' when i > $3 - 20000 then 'provisional' else 'final' end as state,
      case when h % 20 = 0 then 'SEVERE' when h % 20 < 4 then 'HIGH' when h % 20 < 12 then 'MEDIUM' else 'LOW' end as severity,
      case when i > $3 * 0.985 or h % 1000 = 1
        then (array['open', 'open', 'open', 'assigned', 'escalated', 'snoozed'])[1 + (h / 7) % 6] else 'closed' end as review) two,
    lateral (select state <> 'withdrawn' as stands,
      (case severity when 'SEVERE' then 300 when 'HIGH' then 200 when 'MEDIUM' then 100 else 0 end) + (h / 3) % 150 as rank) three`;

const INSERT_EVIDENCE = `
  insert into evidence (alert_id, ordinal, chain_id, block_number, block_hash, block_time, log_index, tx_hash, tx_ordinal,
    token, sender, recipient, amount, heuristic_version, severity, exposure, score, reasons, supporting, revision, is_final,
    payments)
  select id, 0, chain_id, first_block, id, first_time, 0, sha256(id), 0, substr(id, 1, 20), subject, substr(id, 5, 20), 1, 1,
    severity, exposure, 1,
    case when heuristic = 'watchlist-hit' then jsonb_build_array(jsonb_build_object('code', 'listed', 'text', 'listed', 'entry',
      jsonb_build_object('list', 'orders', 'entryId', '0x' || encode(sha256((first_block % 5000)::text::bytea), 'hex'))))
      else '[{"code": "pattern", "text": "a pattern"}]'::jsonb end,
    '[]', id, true, array[first_block * 1048576]
  from alert where first_block % $1 = 0`;
