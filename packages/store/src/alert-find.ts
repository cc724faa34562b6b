import type { Alert, Evidence } from "@redflag/domain/alert";
import { type ListedCategory, SEVERITIES } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { LISTED_PARTY } from "@redflag/domain/listing-reason";
import { sql } from "kysely";
import { alertOf, evidenceOf } from "./alert-row.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { byteaArray, textArray } from "./sql-array.ts";

const ID_BYTES = 32;

/** Alerts whose id begins with these hex digits, in the order of their ids: one look into the key's index. */
export async function listAlertsByPrefix(
  db: Executor,
  digits: string,
  limit: number,
): Promise<Array<{ chainId: number; alert: Alert }>> {
  const [first, last] = ["0", "f"].map((fill) => bytesOf(`0x${digits.padEnd(2 * ID_BYTES, fill)}`)) as [Buffer, Buffer];
  const rows = await db
    .selectFrom("alert")
    .selectAll()
    .where("id", ">=", first)
    .where("id", "<=", last)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ chainId: row.chain_id, alert: alertOf(row) }));
}

/** The finding that opened an alert and its newest ones, in order: an alert may have any number. */
export async function listFirstAndNewestEvidence(db: Executor, { id }: Alert, newestMax: number): Promise<Evidence[]> {
  const rows = await db
    .selectFrom("evidence")
    .selectAll()
    .where("alert_id", "=", bytesOf(id))
    .where((eb) =>
      eb.or([
        eb("ordinal", "=", 0),
        eb(
          "ordinal",
          ">",
          eb
            .selectFrom("evidence as newest")
            .select((max) => sql<number>`${max.fn.max("newest.ordinal")} - ${newestMax}::integer`.as("ordinal"))
            .where("newest.alert_id", "=", bytesOf(id)),
        ),
      ]),
    )
    .orderBy("ordinal")
    .execute();
  return rows.map(evidenceOf);
}

export interface NewestWords {
  text: string;
  /** What the subject itself is listed as: of several listings the gravest. */
  listedAs?: ListedCategory;
}

/** The words of each alert's newest finding, which its first reason has; one row is read of each. */
export async function listNewestWords(db: Executor, ids: readonly Hash[]): Promise<Map<Hash, NewestWords>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: Buffer; text: string; listed_as: ListedCategory | null }>`
    select asked.id, coalesce(newest.reasons -> 0 ->> 'text', '') as text, (
      select reason -> 'entry' ->> 'category'
      from jsonb_array_elements(newest.reasons) with ordinality as told (reason, place)
      where reason ->> 'code' = ${LISTED_PARTY}
      order by array_position(${textArray(SEVERITIES)}::text[], reason -> 'entry' ->> 'severity') desc, place limit 1
    ) as listed_as
    from unnest(${byteaArray(ids)}::bytea[]) as asked (id), lateral (
      select reasons from evidence where alert_id = asked.id order by ordinal desc limit 1
    ) as newest`.execute(db);
  return new Map(
    rows.map(({ id, text, listed_as: listedAs }) => [hexOf(id), { text, ...(listedAs !== null && { listedAs }) }]),
  );
}
