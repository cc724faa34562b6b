import { createHash, randomUUID } from "node:crypto";
import type { Hash } from "@redflag/domain/hex";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { holdForFiling } from "./filed-alert.ts";
import { hash32 } from "./people.samples.ts";

/**
 * A report of these alerts, filed, in a transaction of the API's login. @returns those that were: a final one may be filed, and
 * nothing else
 */
export async function fileReport(tx: Executor, ids: readonly Hash[]): Promise<Hash[]> {
  const held = await holdForFiling(tx, ids);
  const final = ids.filter((id) => held.get(id) === "final");
  if (final.length === 0) return [];
  const id = randomUUID();
  const xml = Buffer.from("<report/>");
  const drafted = { profile: "sample", choices: {}, drafted_by: "user:author", drafted_by_name: "Author" };
  await tx
    .insertInto("report")
    .values({ id, number: `R-${id}`, kind: "STR", ...drafted, case_id: null } as never)
    .execute();
  const rows = await tx
    .selectFrom("alert")
    .select(["id as alert_id", "revision"])
    .where("id", "in", final.map(bytesOf))
    .execute();
  await tx
    .insertInto("report_alert")
    .values(rows.map((row) => ({ ...row, report_id: id })))
    .execute();
  const ready = { ready_by: "user:author", ready_by_name: "Author", ready_at: new Date() };
  await tx
    .updateTable("report")
    .set({
      status: "ready",
      xml,
      xml_sha256: createHash("sha256").update(xml).digest(),
      profile_sha256: hash32("profile"),
      ...ready,
    })
    .where("id", "=", id)
    .execute();
  const filed = { filed_by: "user:supervisor", filed_by_name: "Supervisor", filed_at: new Date() };
  await tx
    .updateTable("report")
    .set({ status: "filed", ...filed })
    .where("id", "=", id)
    .execute();
  return final;
}
