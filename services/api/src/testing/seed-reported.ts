import type { ReportChoices } from "@redflag/contract/report-choices";
import type { Address } from "@redflag/domain/address";
import type { Hash } from "@redflag/domain/hex";
import { dayOf } from "@redflag/domain/rate-day";
import { bytesOf } from "@redflag/store/bytes";
import type { Database } from "@redflag/store/database";
import { importRates } from "@redflag/store/rate-import";
import { seedAlert } from "./seed-alert.ts";

/** With what a report of the profile `ae` has nothing in its way. */
export const COMPLETE: ReportChoices = {
  kind: "STR",
  indicators: ["IUVC6"],
  entity: { id: 4711, name: "Example Exchange", code: "EXEX" },
  reportingPerson: { firstName: "Maryam", lastName: "Example" },
  words: "Small payments in from many, passed on within hours.",
};

/** Rates of the days of the alerts that are seeded. */
export async function seedRates(db: Database): Promise<void> {
  const day = dayOf(1_767_225_600);
  const rates = ["USD", "AED"].map((currency) => ({ currency, day, perEur: currency === "USD" ? "1.08" : "3.9663" }));
  await importRates(db, "test-rates", rates, "made up");
}

/** An alert that no reorg can take anything from any more. */
export async function seedFinalAlert(db: Database, name: string, subject: Address): Promise<Hash> {
  const id = await seedAlert(db, { name, subject, blocks: [10, 12] });
  await db.kysely.updateTable("alert").set({ state: "final" }).where("id", "=", bytesOf(id)).execute();
  return id;
}
