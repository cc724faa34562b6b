import type { Alert, Evidence } from "@redflag/domain/alert";
import {
  groupManyAlerts,
  mergeLinked,
  OPENING_PAYMENTS_MAX,
  paymentKeys,
  SHARED_PAYMENTS_MIN,
} from "@redflag/domain/alert-group";
import { rankAlert, rankGroup } from "@redflag/domain/alert-rank";
import type { Hash } from "@redflag/domain/hex";
import { sql } from "kysely";
import { alertOf } from "./alert-row.ts";
import { worthWith } from "./alert-worth.ts";
import { anyBytes } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { byteaArray, numberArray } from "./sql-array.ts";

/** What a step did to an alert, as far as its place in the ranking goes. */
export interface PlacedChange {
  alert: Alert;
  added: readonly Evidence[];
  /** Payments were taken back: what tied it to others may be gone. */
  isShrunk: boolean;
}

/** An alert whose ties are looked for: by these payments, or by all that it has. */
interface Seed {
  id: Hash;
  keys?: readonly number[];
}

/**
 * Gives changed alerts of a chain their places: which group they are of, and where that stands. In the transaction that
 * changed them, after their evidence is written, by whoever holds the lane. Ends as `groupAlerts` says it must.
 */
export async function placeAlerts(tx: Executor, chainId: number, changes: readonly PlacedChange[]): Promise<void> {
  const moved = changes.filter(
    ({ added, isShrunk, alert }) => added.length > 0 || isShrunk || alert.state === "withdrawn",
  );
  if (moved.length === 0) return;
  const shrunk = moved.filter(({ alert, isShrunk }) => isShrunk || alert.state === "withdrawn");
  await partGroups(
    tx,
    shrunk.map(({ alert }) => alert.id),
  );
  const standing = moved.filter(({ alert }) => alert.state !== "withdrawn");
  const added = await writeRanks(
    tx,
    chainId,
    standing.map(({ alert, added: [first], isShrunk }) => ({
      alert,
      firstOrdinal: isShrunk ? 0 : (first?.ordinal ?? 0),
    })),
  );
  const seeds = new Map<Hash, Seed>(added.map((id) => [id, { id }]));
  for (const { alert, added: evidence, isShrunk } of standing) {
    // What it now opens with may tie it to others than before.
    if (isShrunk) seeds.set(alert.id, { id: alert.id });
    else if (!seeds.has(alert.id)) seeds.set(alert.id, { id: alert.id, keys: evidence.flatMap(paymentKeys) });
  }
  await joinGroups(tx, chainId, [...seeds.values()]);
}

export async function hasUnplaced(db: Executor, chainId: number): Promise<boolean> {
  const row = await unplaced(db, chainId).select("id").limit(1).executeTakeFirst();
  return row !== undefined;
}

function unplaced(db: Executor, chainId: number) {
  return db
    .selectFrom("alert")
    .where("chain_id", "=", chainId)
    .where("worth", "is", null)
    .where("state", "<>", "withdrawn");
}

/**
 * Places alerts that have none yet, or whose worth nobody has summed up: those that stood before there was either.
 * @returns how many; 0 once all have both
 */
export async function placeUnplaced(tx: Executor, chainId: number, limit: number): Promise<number> {
  const rows = await unplaced(tx, chainId).selectAll().limit(limit).execute();
  if (rows.length === 0) return 0;
  const alone = await writeRanks(
    tx,
    chainId,
    rows.map((row) => ({ alert: alertOf(row), firstOrdinal: 0 })),
  );
  await joinGroups(
    tx,
    chainId,
    alone.map((id) => ({ id })),
  );
  return rows.length;
}

/**
 * Parts the groups of alerts from which something was taken where nothing holds them together any more. What is left of a group has
 * no tie to any other, so that nothing else is looked at.
 */
async function partGroups(tx: Executor, ids: readonly Hash[]): Promise<void> {
  if (ids.length === 0) return;
  const groups = await listGroupsOf(tx, ids);
  await tx
    .updateTable("alert")
    .set({ group_id: null, rank: null, group_rank: null, group_size: null, worth: null, worth_usd_micros: "-1" })
    .where("id", "=", anyBytes(ids))
    .where("state", "=", "withdrawn")
    .execute();
  const members = await tx
    .selectFrom("alert")
    .select(["id", "first_block", "group_id"])
    .where("group_id", "=", anyBytes(groups))
    .execute();
  const known = members.flatMap(({ id, first_block, group_id }) =>
    group_id === null ? [] : [{ id: hexOf(id), firstBlock: first_block, group: hexOf(group_id) }],
  );
  const { rows } = await sql<{ alert_id: Buffer; ordinal: number; payments: number[] }>`
    select alert_id, ordinal, payments::float8[] as payments from evidence
    where alert_id = any(${byteaArray(known.map(({ id }) => id))}::bytea[])
  `.execute(tx);
  const findingsOf = Map.groupBy(rows, (row) => hexOf(row.alert_id));
  const nameOf = groupManyAlerts(
    known.map(({ id, firstBlock }) => {
      const findings = findingsOf.get(id) ?? [];
      const opening = findings.find(({ ordinal }) => ordinal === 0)?.payments ?? [];
      return { id, firstBlock, opening, payments: new Set(findings.flatMap(({ payments }) => payments)) };
    }),
  );
  const renamed = known.flatMap(({ id, group }) => {
    const name = nameOf.get(id) ?? id;
    return name === group ? [] : [{ id, name }];
  });
  await sql`
    update alert set group_id = given.name, group_rank = null, group_size = null
    from unnest(
      ${byteaArray(renamed.map(({ id }) => id))}::bytea[], ${byteaArray(renamed.map(({ name }) => name))}::bytea[]
    ) as given (id, name)
    where alert.id = given.id
  `.execute(tx);
  await writeGroupRanks(tx, [...new Set(nameOf.values())]);
}

/** Groups that these alerts are of. */
async function listGroupsOf(tx: Executor, ids: readonly Hash[]): Promise<Hash[]> {
  const rows = await tx
    .selectFrom("alert")
    .select("group_id")
    .distinct()
    .where("id", "=", anyBytes(ids))
    .where("group_id", "is not", null)
    .execute();
  return rows.flatMap(({ group_id: id }) => (id === null ? [] : [hexOf(id)]));
}

/** An alert that stands, and its first finding that its worth does not count yet. */
interface Ranked {
  alert: Alert;
  firstOrdinal: number;
}

/** What the worth is goes into the same version of the row. One without a group becomes one by itself. @returns those */
async function writeRanks(tx: Executor, chainId: number, ranked: readonly Ranked[]): Promise<Hash[]> {
  if (ranked.length === 0) return [];
  const ids = ranked.map(({ alert }) => alert.id);
  const added = await tx
    .selectFrom("alert")
    .select("id")
    .where("id", "=", anyBytes(ids))
    .where("group_id", "is", null)
    .execute();
  await sql`
    update alert set rank = given.rank, group_id = coalesce(alert.group_id, alert.id), worth = money.worth,
      worth_usd_micros = money.usd_micros
    from unnest(
      ${byteaArray(ids)}::bytea[], ${numberArray(ranked.map(({ alert }) => rankAlert(alert)))}::integer[],
      ${numberArray(ranked.map(({ firstOrdinal }) => firstOrdinal))}::integer[]
    ) as given (id, rank, first_ordinal)
    join alert as stored on stored.id = given.id
    cross join lateral ${worthWith(chainId)} as money
    where alert.id = given.id
  `.execute(tx);
  return added.map(({ id }) => hexOf(id));
}

/** Makes one group of all that these alerts are tied to, and says anew where each group that changed stands. */
async function joinGroups(tx: Executor, chainId: number, seeds: readonly Seed[]): Promise<void> {
  const links = await listLinks(tx, chainId, seeds);
  const touched = await listGroupsOf(
    tx,
    seeds.map(({ id }) => id),
  );
  const labels = new Set([...touched, ...links.flat()]);
  const rows = await tx.selectFrom("alert").select(["id", "first_block"]).where("id", "=", anyBytes(labels)).execute();
  const merged = mergeLinked(new Map(rows.map((row) => [hexOf(row.id), row.first_block])), links);
  const renamed = [...merged].filter(([from, to]) => from !== to);
  if (renamed.length > 0) {
    await sql`
      update alert set group_id = given.target, group_rank = null, group_size = null
      from unnest(
        ${byteaArray(renamed.map(([from]) => from))}::bytea[], ${byteaArray(renamed.map(([, to]) => to))}::bytea[]
      ) as given (source, target)
      where alert.group_id = given.source
    `.execute(tx);
  }
  await writeGroupRanks(tx, [...new Set(merged.values())]);
}

/**
 * Pairs of groups between which one of these alerts is a tie. One look into the index for each payment, whoever has it (`offset 0`):
 * nobody can estimate how many alerts a payment has, and a plan made for many goes through all there are. Behind a busy payer that is
 * thousands, nearly all of one group: nothing is counted of those that are of the alert's own.
 */
async function listLinks(tx: Executor, chainId: number, seeds: readonly Seed[]): Promise<Array<[Hash, Hash]>> {
  const given = seeds.flatMap(({ id, keys = [] }) => keys.map((key) => ({ id, key })));
  const whole = seeds.filter(({ keys }) => keys === undefined).map(({ id }) => id);
  const { rows } = await sql<{ a: Buffer; b: Buffer }>`
    with seed as materialized (
      -- Payments that come to an alert are none that it opened with.
      select id, payment, false as opens, false as is_whole from unnest(
        ${byteaArray(given.map(({ id }) => id))}::bytea[], ${numberArray(given.map(({ key }) => key))}::bigint[]
      ) as given (id, payment)
      union
      select alert_id, payment, bool_or(${opens}), true
      from evidence cross join lateral unnest(payments) as payment
      where alert_id = any(${byteaArray(whole)}::bytea[])
      group by alert_id, payment
    ),
    held as materialized (
      select looked.payment, other.alert_id, other.opens, placed.group_id
      from (select distinct payment from seed) as looked cross join lateral (
        select alert_id, bool_or(${opens}) as opens from evidence
        where payments @> array[looked.payment] and chain_id = ${chainId}
        group by alert_id
        offset 0
      ) as other cross join lateral (select group_id from alert where id = other.alert_id offset 0) as placed
    ),
    pair as materialized (
      select seed.id, held.alert_id, mine.group_id as own, held.group_id as other,
        count(*) as shared, bool_or(seed.opens or held.opens) as opens, bool_or(seed.is_whole) as is_whole
      from seed
        join alert as mine on mine.id = seed.id
        join held on held.payment = seed.payment and held.group_id <> mine.group_id
      group by seed.id, held.alert_id, mine.group_id, held.group_id
    )
    select distinct own as a, other as b from pair
    where opens or shared >= ${SHARED_PAYMENTS_MIN}
      or (not is_whole and ${SHARED_PAYMENTS_MIN} <= (select count(*) from (
        select unnest(payments) from evidence where alert_id = pair.id
        intersect
        select unnest(payments) from evidence where alert_id = pair.alert_id
      ) as shared))
  `.execute(tx);
  return rows.map(({ a, b }) => [hexOf(a), hexOf(b)]);
}

/** Whether evidence is an alert's first finding, on so few payments that one of them is enough to tie it. */
const opens = sql`ordinal = 0 and cardinality(payments) <= ${sql.lit(OPENING_PAYMENTS_MAX)}`;

async function writeGroupRanks(tx: Executor, groups: readonly Hash[]): Promise<void> {
  const rows = await tx
    .selectFrom("alert")
    .select(["group_id", (eb) => eb.fn.max("rank").as("rank"), (eb) => eb.fn.countAll<number>().as("count")])
    .where("group_id", "=", anyBytes(groups))
    .groupBy(["group_id", "heuristic"])
    .execute();
  const byGroup = Map.groupBy(rows, (row) => hexOf(row.group_id ?? bytesOf("0x")));
  const placed = [...byGroup].map(([id, rules]) => ({
    id,
    rank: rankGroup(rules.map(({ rank }) => rank ?? 0)),
    size: rules.reduce((sum, { count }) => sum + Number(count), 0),
  }));
  await sql`
    update alert set group_rank = given.rank, group_size = given.size
    from unnest(
      ${byteaArray(placed.map(({ id }) => id))}::bytea[], ${numberArray(placed.map(({ rank }) => rank))}::integer[],
      ${numberArray(placed.map(({ size }) => size))}::integer[]
    ) as given (id, rank, size)
    where alert.id = given.id and (alert.group_rank, alert.group_size) is distinct from (given.rank, given.size)
  `.execute(tx);
}
