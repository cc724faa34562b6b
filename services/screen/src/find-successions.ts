import { type Alert, type Evidence, transferName } from "@redflag/domain/alert";
import { episodeKey } from "@redflag/domain/episode";
import type { Hash } from "@redflag/domain/hex";
import type { Succession } from "@redflag/store/succession";
import type { AlertDifference } from "./remade-alerts.ts";

/**
 * Which alerts stand in the place of those that the past no longer gives: of the same rule and subject, and on a payment
 * that the other stood on. In the order of the differences, and for each in the order of its evidence.
 */
export function findSuccessions(differences: readonly AlertDifference[]): Succession[] {
  const holders = new Map<string, Hash>();
  for (const { id, remade } of differences) {
    if (remade === undefined) continue;
    for (const row of remade.evidence) holders.set(keyOf(remade.alert, row), id);
  }
  return differences.flatMap(({ id, stored, remade }) => {
    if (stored === undefined || remade !== undefined) return [];
    const heirs = new Set(stored.evidence.flatMap((row) => holders.get(keyOf(stored.alert, row)) ?? []));
    return [...heirs].map((alertId) => ({ predecessorId: id, alertId }));
  });
}

function keyOf(alert: Alert, { transfer }: Evidence): string {
  return `${episodeKey(alert)}/${transferName(transfer)}`;
}
