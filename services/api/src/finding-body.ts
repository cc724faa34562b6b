import type { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { ReleasedFinding } from "@redflag/contract/http/routes/screening";
import type { Account } from "@redflag/domain/account";
import type { KnownFinding } from "@redflag/store/known-finding";

type Said = Omit<ReleasedFinding, "event" | "releasedAt"> & Pick<AlertEventPayload, "alert" | "chain">;

/**
 * Each alert as the last event about it says that was released to whoever asks.
 * @param findings about the account, the newest first
 */
export function findingBodies({ chain }: Account, findings: readonly KnownFinding[]): ReleasedFinding[] {
  const newest = new Map<string, ReleasedFinding>();
  for (const { event, releasedAt, said: stored } of findings) {
    // It was parsed before it was released, and rows of that table are never changed.
    const said = stored as Said;
    if ((chain !== undefined && said.chain !== chain.caip2) || newest.has(said.alert)) continue;
    newest.set(said.alert, { ...said, event, releasedAt: new Date(releasedAt).toISOString() });
  }
  return [...newest.values()];
}
