import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import { withdrawalReasons } from "@redflag/contract/withdrawal-reasons";
import type { Alert } from "@redflag/domain/alert";
import type { Hash } from "@redflag/domain/hex";
import type { Executor } from "@redflag/store/database";
import { listLatestWithdrawals } from "@redflag/store/event-read";

type Withdrawable = Pick<Alert, "id" | "state">;

/** Why an alert is withdrawn, which its latest event tells; nothing of one that stands. */
export async function withdrawnTextOf(db: Executor, alert: Withdrawable): Promise<string> {
  return (await listWithdrawnTexts(db, [alert])).get(alert.id) ?? "";
}

/** Why those of these alerts that are withdrawn are. */
export async function listWithdrawnTexts(db: Executor, alerts: readonly Withdrawable[]): Promise<Map<Hash, string>> {
  const withdrawn = alerts.filter(({ state }) => state === "withdrawn").map(({ id }) => id);
  const payloads = await listLatestWithdrawals(db, withdrawn);
  return new Map(
    withdrawn.map((id) => {
      const payload = payloads.get(id);
      return [id, withdrawalReasons(payload === undefined ? undefined : AlertEventPayload.parse(payload)).join("; ")];
    }),
  );
}
