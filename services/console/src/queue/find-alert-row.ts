import type { AlertRow } from "@redflag/contract/http/routes/alerts";
import { api } from "../api/client.ts";

/** The row of one alert, as any list would have it; undefined: the alert is there no more. */
export async function findAlertRow(id: string): Promise<AlertRow | undefined> {
  const { body } = await api.listAlerts({ query: { q: id, sort: "newest", limit: 10 } });
  return body.items.find((row) => row.id === id);
}
