import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import { withdrawalReasons } from "@redflag/contract/withdrawal-reasons";
import type { Alert } from "@redflag/domain/alert";
import type { Executor } from "@redflag/store/database";
import { listLatestWithdrawals } from "@redflag/store/event-read";

/** Why an alert is withdrawn, which its latest event tells; nothing of one that stands. */
export async function withdrawnTextOf(db: Executor, { id, state }: Pick<Alert, "id" | "state">): Promise<string> {
  if (state !== "withdrawn") return "";
  const payload = (await listLatestWithdrawals(db, [id])).get(id);
  return withdrawalReasons(payload === undefined ? undefined : AlertEventPayload.parse(payload)).join("; ");
}
