import type { Alert, Evidence } from "@redflag/domain/alert";
import { sql } from "kysely";
import { alertOf, evidenceOf } from "./alert-row.ts";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

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
