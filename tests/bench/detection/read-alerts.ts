import { ethereum } from "@redflag/domain/chains/ethereum";
import { streamAlerts } from "@redflag/store/alert-read";
import { openDatabase } from "@redflag/store/database";
import { type FoundAlert, foundAlert, paymentIds } from "./found-alert.ts";
import type { LabelledSet } from "./labelled-set.ts";

/** The alerts that stand in a database, with the payments of the set that they name. */
export async function readAlerts(databaseUrl: string, set: LabelledSet): Promise<FoundAlert[]> {
  const ids = paymentIds(set);
  const db = await openDatabase({ url: databaseUrl, applicationName: "redflag bench", poolMax: 1 });
  try {
    const alerts: FoundAlert[] = [];
    for await (const { alert, evidence } of streamAlerts(db.kysely, { chainId: ethereum.id, withdrawn: false })) {
      alerts.push(foundAlert(alert, evidence, ids));
    }
    return alerts;
  } finally {
    await db.close();
  }
}
